-- On which family card somebody stands in a month, and as whose kin. The first of the month counts, or the first day after it.
CREATE FUNCTION ledger.family_card(of_participant bigint, of_month date, OUT kk_index bytea, OUT relation_code smallint)
LANGUAGE plpgsql STABLE SET enable_seqscan = off
AS $$
BEGIN
    SELECT m.kk_index, m.relation_code INTO kk_index, relation_code FROM ledger.family_member m
    WHERE m.participant_id = of_participant AND m.superseded_at IS NULL AND NOT m.is_void
        AND m.since < of_month + interval '1 month' AND (m.until IS NULL OR m.until >= of_month)
    ORDER BY m.since LIMIT 1;
END
$$;
GRANT EXECUTE ON FUNCTION ledger.family_card(bigint, date) TO payung_app;
