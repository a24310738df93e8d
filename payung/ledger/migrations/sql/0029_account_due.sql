-- What is due on a virtual account: why nothing can be paid, the payer's name, the saved credit, and the open bills, of which
-- late fees are told. This text stands in the place of that of 0005_collect.sql.
CREATE OR REPLACE FUNCTION ledger.account_due(
    told_context text, told_account text,
    OUT reason text, OUT name text, OUT credit_idr bigint, OUT is_exact boolean, OUT bills jsonb
)
LANGUAGE plpgsql SET enable_seqscan = off
AS $$
DECLARE
    payer ledger.virtual_account;
BEGIN
    PERFORM set_config('payung.context', told_context, true);
    SELECT * INTO payer FROM ledger.virtual_account v WHERE v.number = told_account;
    IF NOT FOUND THEN
        reason := 'UNKNOWN_ACCOUNT';
        RETURN;
    END IF;
    IF payer.closed_on IS NOT NULL THEN
        reason := 'CLOSED_ACCOUNT';
        RETURN;
    END IF;
    SELECT coalesce(p.name, o.name) INTO name FROM (SELECT 1) AS one
    LEFT JOIN ledger.participant p ON p.participant_id = payer.participant_id
    LEFT JOIN ledger.party o ON o.party_id = payer.party_id;
    is_exact := payer.amount_rule = 'EXACT';
    credit_idr := ledger.balance_of(ledger.account_of('CREDIT', payer.participant_id, payer.party_id));
    SELECT coalesce(jsonb_agg(jsonb_build_object('number', b.bill_id, 'month', b.month, 'amount_idr', b.amount_idr,
        'is_fee', b.is_fee) ORDER BY b.sum_idr), '[]') INTO bills
    FROM ledger.open_bills(payer.participant_id, payer.party_id) b;
END
$$;
