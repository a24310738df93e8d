-- id: bill
-- What the payers of a statement owe for a month, entered where it is not there yet. `payung.ledger.money.billing` puts in the
-- rules of law (their ids stand in angle brackets) and who is meant (<payers>, <payer>, <bills>, <owed>).
WITH
-- Bills of the month that acts of enrolment gave out: a payer may have one of each list that was handed in.
first AS MATERIALIZED (
    SELECT a.act_id, b.bill_id, b.<holder> AS holder, b.kind, b.amount_idr
    FROM unnest(%(acts)s::uuid[], %(firsts)s::uuid[]) AS a (act_id, bill_id) JOIN ledger.bill b USING (bill_id)
    WHERE b.month = %(month)s::date AND a.act_id <> ALL (%(gone)s::uuid[])
),
-- One number for each enrolment: in a month in which somebody changed the payer both have their share of it.
held AS MATERIALIZED (
    SELECT row_number() OVER () AS ask_no, e.act_id, e.participant_id, e.payer_id, e.party_id, <payer> AS holder, e.programme,
        e.segment, e.region_code, e.care_class::bigint AS care_class, e.income_monthly_idr, e.sector,
        CASE WHEN e.segment IN ('PPU_BU', 'PPU_PN', 'PBI', 'PBPU_PEMDA') THEN 'JKN' WHEN e.segment = 'PU' THEN 'PU'
            WHEN e.party_id IS NOT NULL THEN 'COLLECTIVE' WHEN e.programme = 'JKN' THEN 'JKN' ELSE 'BPU' END AS bill_kind,
        (SELECT p.died_on FROM ledger.participant p WHERE p.participant_id = e.participant_id) AS died_on
    FROM ledger.enrolment e
    WHERE <payers> AND e.superseded_at IS NULL AND NOT e.is_void AND e.pay_from < %(month)s::date + interval '1 month'
        AND (e.until IS NULL OR e.until >= %(month)s::date)
        -- Of an act whose first bill was withdrawn nothing ever held, and nothing is owed.
        AND e.act_id <> ALL (%(gone)s::uuid[])
        -- JKP has no contribution of its own, and the family of a worker stands on the worker's line.
        AND e.programme <> 'JKP' AND NOT (e.segment IN ('PPU_BU', 'PPU_PN')
            AND coalesce(e.payer_id, e.participant_id) <> e.participant_id)
        -- Who left and came back to the same payer within a month owes it once, as first enrolled. A participant has few rows:
        -- another index than that of participants would read all of an act whose rows nobody has counted yet.
        AND (e.pay_from <= %(month)s::date OR (SELECT true
            FROM (SELECT n.* FROM ledger.enrolment n WHERE n.participant_id = e.participant_id OFFSET 0) AS o
            WHERE o.programme = e.programme AND o.superseded_at IS NULL AND o.act_id <> ALL (%(gone)s::uuid[])
                AND NOT o.is_void AND o.pay_from < e.pay_from AND o.until >= %(month)s::date
                AND coalesce(o.party_id, 0) = coalesce(e.party_id, 0) AND coalesce(o.payer_id, 0) = coalesce(e.payer_id, 0)
            LIMIT 1) IS NULL)
),
-- Of workers in JKN: the lowest wage that counts, which is that of the place of work, and the family registered on the worker
-- beyond whom the contribution covers. Of kin the card tells: who stands on another card, or is no kin of whom the law speaks,
-- is not charged for as long as that is so.
floor AS MATERIALIZED (
    SELECT * FROM unnest(%(floor_regions)s::text[], %(floor_idr)s::bigint[]) AS f (region_code, amount_idr)
),
kin (own, theirs, kin) AS MATERIALIZED (
    SELECT o.own, t.theirs, k.kin FROM (VALUES
        ('{1,2,3}'::smallint[], '{4}'::smallint[], 'CHILD'), ('{1,2,3}', '{7,8}', 'EXTRA'), ('{1,2,3}', '{1,2,3}', 'SPOUSE'),
        ('{4}', '{1,2,3}', 'EXTRA'), ('{4}', '{5}', 'SPOUSE'), ('{4}', '{6}', 'CHILD'),
        ('{5}', '{1,2,3}', 'EXTRA'), ('{5}', '{4}', 'SPOUSE'), ('{5}', '{6}', 'CHILD')) AS k (own, theirs, kin),
        unnest(k.own) AS o (own), unnest(k.theirs) AS t (theirs)
),
worker AS MATERIALIZED (
    SELECT h.ask_no, coalesce(g.amount_idr, p.amount_idr) AS floor_idr, f.extra_members, f.is_kin_unknown,
        CASE WHEN NOT %(has_floor)s::bool OR g.amount_idr IS NOT NULL THEN NULL
            WHEN p.amount_idr IS NULL THEN 'FLOOR_UNKNOWN' ELSE 'FLOOR_OF_PROVINCE' END AS floor_note
    FROM held h JOIN ledger.party t ON t.party_id = h.party_id
    LEFT JOIN floor g ON g.region_code = left(t.region_code, 5) AND length(t.region_code) >= 5
    LEFT JOIN floor p ON p.region_code = left(t.region_code, 2)
    CROSS JOIN LATERAL (
        SELECT (count(*) FILTER (WHERE m.kin = 'EXTRA')
                + greatest(count(*) FILTER (WHERE m.kin = 'CHILD') - %(children)s::bigint, 0)) AS extra_members,
            count(*) FILTER (WHERE m.kin IS NULL) > 0 AS is_kin_unknown
        FROM (SELECT (SELECT k.kin FROM ledger.family_card(e.participant_id, %(month)s::date) m
                JOIN ledger.family_card(h.participant_id, %(month)s::date) w ON w.kk_index = m.kk_index
                JOIN kin k ON k.own = w.relation_code AND k.theirs = m.relation_code) AS kin
            FROM ledger.enrolment e
            WHERE e.payer_id = h.participant_id AND e.participant_id <> h.participant_id AND e.programme = 'JKN'
                AND e.segment = h.segment AND e.superseded_at IS NULL AND NOT e.is_void
                AND e.pay_from < %(month)s::date + interval '1 month' AND (e.until IS NULL OR e.until >= %(month)s::date)
                AND e.participant_id <> ALL (%(dead)s::bigint[])
                AND coalesce((SELECT q.died_on FROM ledger.participant q WHERE q.participant_id = e.participant_id)
                    >= %(month)s::date, true)) AS m) AS f
    WHERE h.segment IN ('PPU_BU', 'PPU_PN')
),
-- Who pays for himself and owes so many months that the law lets arrears grow no further: open bills are always the
-- newest ones, so that one month of them tells.
late AS MATERIALIZED (
    SELECT o.holder, o.bill_kind, n.month
    -- Whose so many-th newest bill is paid owes less. A month may have more than one bill, so the others' months are counted.
    FROM (SELECT k.holder, k.bill_kind, k.months
        FROM (SELECT DISTINCT holder, bill_kind, CASE bill_kind WHEN 'JKN' THEN %(cap)s::int ELSE %(grace)s::int END AS months
            FROM held WHERE party_id IS NULL) AS k
        CROSS JOIN LATERAL (
            SELECT b.bill_id, b.amount_idr FROM ledger.bill b
            WHERE b.participant_id = k.holder AND b.kind = k.bill_kind AND b.month < %(month)s::date
            ORDER BY b.month DESC OFFSET k.months LIMIT 1) AS g
        WHERE k.months IS NOT NULL
            AND g.amount_idr > (SELECT coalesce(sum(a.amount_idr), 0) FROM ledger.allocation a WHERE a.bill_id = g.bill_id)
        OFFSET 0) AS o
    CROSS JOIN LATERAL (
        SELECT DISTINCT b.month FROM ledger.bill b
        WHERE b.participant_id = o.holder AND b.kind = o.bill_kind AND b.month < %(month)s::date
        ORDER BY b.month DESC OFFSET o.months LIMIT 1) AS n
    WHERE (SELECT true FROM ledger.bill b
        WHERE b.participant_id = o.holder AND b.kind = o.bill_kind AND b.month = n.month AND b.amount_idr
            > (SELECT coalesce(sum(a.amount_idr), 0) FROM ledger.allocation a WHERE a.bill_id = b.bill_id) LIMIT 1)
),
member AS MATERIALIZED (
    WITH asked AS (
        SELECT holder AS ask_no, %(as_of)s::date AS asked_on, NULL::bigint AS age_at_joining,
            (month - interval '1 month')::date AS paid_through
        FROM late WHERE bill_kind = 'BPU')
    <bpu.membership>
),
-- The group of risk of a month: that of the last change by then, as it was known, else that with which the employer was entered.
employer AS MATERIALIZED (
    SELECT t.party_id, coalesce((SELECT c.risk FROM ledger.employer_change c
        WHERE c.party_id = t.party_id AND c.since <= %(month)s::date AND c.recorded_at <= %(at)s::timestamptz
        ORDER BY c.since DESC, c.recorded_at DESC, c.change_id DESC LIMIT 1), t.risk) AS risk
    FROM ledger.party t WHERE t.party_id IN (SELECT DISTINCT h.party_id FROM held h WHERE h.segment = 'PU')
),
judged AS MATERIALIZED (
    SELECT h.*, coalesce(f.bill_id, uuid '00000000-0000-0000-0000-000000000000') AS first_id,
        CASE WHEN h.died_on < %(month)s::date OR h.participant_id = ANY (%(dead)s::bigint[]) THEN 'DECEASED'
        WHEN l.bill_kind = 'JKN' THEN 'ARREARS_CAP' WHEN m.reason = 'GRACE_OVER' THEN 'GRACE_OVER'
        -- The law says who pays in a segment; nobody else is billed in that payer's place.
        WHEN CASE h.segment WHEN 'PBI' THEN t.kind = 'STATE' WHEN 'PBPU_PEMDA' THEN t.kind = 'REGION'
            WHEN 'PPU_PN' THEN t.kind IN ('STATE', 'REGION', 'VILLAGE') WHEN 'PPU_BU' THEN t.kind IS NOT NULL
            WHEN 'PU' THEN t.kind IS NOT NULL ELSE true END IS NOT TRUE THEN 'PAYER_UNFIT'
        WHEN h.segment IN ('JAKON', 'PMI') AND h.programme IN ('JKK', 'JKM') THEN 'NOT_MONTHLY'
        WHEN h.segment = 'PU' AND h.programme = 'JKK' AND r.risk IS NULL THEN 'RISK_UNKNOWN'
        WHEN h.segment IN ('PBPU', 'BP') AND h.care_class IS NULL THEN 'CLASS_UNKNOWN'
        -- A wage nobody told is not a wage of nothing: what is reckoned from it is not billed until it is known.
        WHEN h.income_monthly_idr IS NULL AND (h.segment IN ('PPU_BU', 'PPU_PN', 'PU')
            OR h.segment = 'BPU' AND h.programme IN ('JKK', 'JHT')) THEN 'WAGE_UNKNOWN' ELSE 'OWES' END AS judgement,
        r.risk, CASE t.kind WHEN 'STATE' THEN 'CENTRAL' ELSE 'REGION' END AS employer_level,
        CASE t.kind WHEN 'STATE' THEN 'APBN' WHEN 'REGION' THEN 'APBD' WHEN 'SPONSOR' THEN 'SPONSOR'
            ELSE CASE WHEN h.party_id IS NULL THEN 'SELF' ELSE 'COLLECTIVE' END END AS payer
    FROM held h LEFT JOIN late l ON l.holder = h.holder AND l.bill_kind = h.bill_kind
    LEFT JOIN member m ON m.ask_no = h.holder AND h.bill_kind = 'BPU'
    LEFT JOIN ledger.party t ON t.party_id = h.party_id LEFT JOIN employer r ON r.party_id = h.party_id
    LEFT JOIN first f ON f.act_id = h.act_id AND f.kind = h.bill_kind AND f.holder = h.holder
),
owing AS MATERIALIZED (
    SELECT ask_no, programme, segment, %(month)s::date AS contribution_month, payer, care_class,
        1::bigint AS members, 1::bigint AS months, 'IN_FORCE' AS tariff, income_monthly_idr,
        income_monthly_idr AS wage_monthly_idr, coalesce(sector, 'OTHER') AS sector, risk, employer_level,
        true AS meets_relief_conditions, false AS is_labour_intensive, false AS is_deferred
    FROM judged WHERE judgement = 'OWES'
),
-- A floor that is not known raises no wage; the line says that it is not known.
owing_worker AS MATERIALIZED (
    SELECT o.*, coalesce(w.floor_idr, 0) AS minimum_wage_monthly_idr, w.extra_members
    FROM owing o JOIN worker w USING (ask_no)
),
jkn AS (
    WITH asked AS (SELECT * FROM owing WHERE programme = 'JKN' AND segment IN ('PBPU', 'BP'))
    <jkn.pbpu.contribution>),
jkn_state AS (WITH asked AS (SELECT * FROM owing WHERE segment = 'PBI') <jkn.pbi.contribution>),
jkn_region AS (WITH asked AS (SELECT * FROM owing WHERE segment = 'PBPU_PEMDA') <jkn.pbpu_pemda.contribution>),
jkn_work AS (WITH asked AS (SELECT * FROM owing_worker WHERE segment = 'PPU_BU') <jkn.ppu_bu.contribution>),
jkn_servant AS (WITH asked AS (SELECT * FROM owing_worker WHERE segment = 'PPU_PN') <jkn.ppu_pn.contribution>),
jkk AS (WITH asked AS (SELECT * FROM owing WHERE programme = 'JKK' AND segment = 'BPU') <jkk.bpu.contribution>),
jkm AS (WITH asked AS (SELECT * FROM owing WHERE programme = 'JKM' AND segment = 'BPU') <jkm.bpu.contribution>),
jht AS (WITH asked AS (SELECT * FROM owing WHERE programme = 'JHT' AND segment = 'BPU') <jht.bpu.contribution>),
jkk_work AS (WITH asked AS (SELECT * FROM owing WHERE programme = 'JKK' AND segment = 'PU') <jkk.pu.contribution>),
jkm_work AS (WITH asked AS (SELECT * FROM owing WHERE programme = 'JKM' AND segment = 'PU') <jkm.pu.contribution>),
jht_work AS (WITH asked AS (SELECT * FROM owing WHERE programme = 'JHT' AND segment = 'PU') <jht.pu.contribution>),
jp_work AS (WITH asked AS (SELECT * FROM owing WHERE programme = 'JP' AND segment = 'PU') <jp.pu.contribution>),
-- What government gives and no law divides (the second half of 2020) is the state's.
-- What a worker owes is in the amount: the employer holds it back from the wage and pays it in one sum.
priced (ask_no, programme, base_idr, gross_idr, relief_idr, state_idr, region_idr, amount_idr, worker_idr, note) AS (
    SELECT ask_no, 'JKN', NULL::bigint, total_idr, 0::bigint, subsidy_idr - coalesce(region_idr, 0), coalesce(region_idr, 0),
        member_idr, NULL::bigint, NULL::text
    FROM jkn
    UNION ALL SELECT ask_no, 'JKN', NULL, total_idr, 0, 0, 0, total_idr, NULL, NULL FROM jkn_state
    UNION ALL SELECT ask_no, 'JKN', NULL, total_idr, 0, 0, 0, total_idr, NULL, NULL FROM jkn_region
    UNION ALL SELECT ask_no, 'JKN', base_idr, total_idr, 0, 0, 0, total_idr, worker_idr + extra_idr,
        CASE WHEN w.is_kin_unknown THEN 'KIN_UNKNOWN' WHEN n.reason <> 'WAGE_AT_CAP' THEN w.floor_note END
    FROM (SELECT ask_no, base_idr, total_idr, worker_idr, extra_idr, reason FROM jkn_work
        UNION ALL SELECT ask_no, base_idr, total_idr, worker_idr, extra_idr, reason FROM jkn_servant) AS n
    JOIN worker w USING (ask_no)
    UNION ALL SELECT ask_no, 'JKK', base_idr, gross_idr, relief_idr, 0, 0, total_idr, NULL, NULL FROM jkk
    UNION ALL SELECT ask_no, 'JKM', NULL, gross_idr, relief_idr, 0, 0, total_idr, NULL, NULL FROM jkm
    UNION ALL SELECT ask_no, 'JHT', base_idr, total_idr, 0, 0, 0, total_idr, NULL, NULL FROM jht
    UNION ALL SELECT ask_no, 'JKK', NULL, gross_idr, relief_idr, 0, 0, total_idr, 0, NULL FROM jkk_work
    UNION ALL SELECT ask_no, 'JKM', NULL, gross_idr, relief_idr, 0, 0, total_idr, 0, NULL FROM jkm_work
    UNION ALL SELECT ask_no, 'JHT', NULL, total_idr, 0, 0, 0, total_idr, worker_idr, NULL FROM jht_work
    UNION ALL SELECT ask_no, 'JP', base_idr, total_idr, 0, 0, 0, total_idr, worker_idr, NULL FROM jp_work
),
line AS MATERIALIZED (
    SELECT j.holder, j.bill_kind, j.first_id, j.participant_id, j.region_code, j.care_class, r.*
    FROM priced r JOIN judged j USING (ask_no) WHERE r.amount_idr IS NOT NULL
),
wanted AS MATERIALIZED (
    SELECT holder, bill_kind, first_id, sum(amount_idr)::bigint AS amount_idr FROM line GROUP BY holder, bill_kind, first_id
    HAVING sum(amount_idr) > 0
),
-- Bills of the month that are there of an earlier run, or of which no act is known. Those of an earlier run have their lines.
standing AS MATERIALIZED (
    SELECT b.bill_id, coalesce(b.participant_id, b.party_id) AS holder, b.kind, b.amount_idr, b.bill_id
            IS NOT DISTINCT FROM ledger.bill_uuid(%(month_key)s, b.kind, '<holder>' = 'party_id', b.<holder>) AS is_lined
    FROM ledger.bill b
    WHERE b.month = %(month)s::date AND <bills> AND NOT EXISTS (SELECT FROM first f WHERE f.bill_id = b.bill_id)
        AND b.bill_id <> ALL (%(withdrawn)s::uuid[])
),
entered AS (
    INSERT INTO ledger.bill (bill_id, <holder>, kind, month, due_on, amount_idr, recorded_at)
    SELECT ledger.bill_uuid(%(month_key)s, w.bill_kind, '<holder>' = 'party_id', w.holder), w.holder, w.bill_kind,
        %(month)s::date,
        greatest(%(told_on)s::date, CASE w.bill_kind WHEN 'JKN' THEN %(due_jkn)s::date WHEN 'PU' THEN %(due_pu)s::date
            ELSE %(due_bpu)s::date END), w.amount_idr, %(at)s::timestamptz
    FROM wanted w LEFT JOIN standing s ON s.holder = w.holder AND s.kind = w.bill_kind
    WHERE s.bill_id IS NULL AND w.first_id = uuid '00000000-0000-0000-0000-000000000000'
    ORDER BY w.bill_kind, w.holder
    ON CONFLICT (bill_id) DO NOTHING
    RETURNING bill_id, <holder> AS holder, kind, amount_idr
),
-- A first bill stands without lines; it gets them where its amount is theirs.
filled AS MATERIALIZED (
    SELECT bill_id, holder, kind, uuid '00000000-0000-0000-0000-000000000000' AS first_id FROM entered
    UNION ALL
    SELECT s.bill_id, s.holder, s.kind, w.first_id
    FROM (SELECT bill_id, holder, kind, amount_idr, uuid '00000000-0000-0000-0000-000000000000' AS first_id FROM standing
            WHERE NOT is_lined
        UNION ALL SELECT bill_id, holder, kind, amount_idr, bill_id FROM first) AS s
    JOIN wanted w ON w.holder = s.holder AND w.bill_kind = s.kind AND w.amount_idr = s.amount_idr AND w.first_id = s.first_id
    -- By the key of each bill: a joined search would read the lines of all months.
    WHERE (SELECT true FROM ledger.bill_line n WHERE n.bill_id = s.bill_id LIMIT 1) IS NULL
),
-- Whose bills are there and say another sum than what is owed now: an income, a class or somebody new was told since.
short AS MATERIALIZED (
    SELECT s.holder, s.kind
    FROM (SELECT holder, kind, sum(amount_idr) AS amount_idr
        FROM (SELECT holder, kind, amount_idr FROM standing UNION ALL SELECT holder, kind, amount_idr FROM first) AS b
        GROUP BY holder, kind) AS s
    JOIN wanted w ON w.holder = s.holder AND w.bill_kind = s.kind
    GROUP BY s.holder, s.kind, s.amount_idr HAVING sum(w.amount_idr) <> s.amount_idr
),
-- A bill whose lines are not known, as a first bill told at another sum, may hold any of them: beside it nothing is billed.
unlined AS MATERIALIZED (
    SELECT DISTINCT b.holder, b.kind
    FROM (SELECT bill_id, holder, kind FROM standing WHERE NOT is_lined
        UNION ALL SELECT bill_id, holder, kind FROM first) AS b
    JOIN short s ON s.holder = b.holder AND s.kind = b.kind LEFT JOIN filled f ON f.bill_id = b.bill_id
    WHERE f.bill_id IS NULL AND (SELECT true FROM ledger.bill_line n WHERE n.bill_id = b.bill_id LIMIT 1) IS NULL
),
-- What no bill of the month has, whoever pays it.
missing AS MATERIALIZED (
    -- Few are looked up, and only after they were found to be few.
    SELECT l.* FROM (SELECT l.* FROM line l JOIN short s ON s.holder = l.holder AND s.kind = l.bill_kind
        LEFT JOIN filled f ON f.holder = l.holder AND f.kind = l.bill_kind AND f.first_id = l.first_id
        WHERE f.bill_id IS NULL OFFSET 0) AS l
    WHERE (SELECT true FROM ledger.bill_line n
        WHERE n.participant_id = l.participant_id AND n.programme = l.programme AND (SELECT b.month = %(month)s::date
            AND b.kind <> 'INSTALMENT' FROM ledger.bill b WHERE b.bill_id = n.bill_id)
            AND n.bill_id <> ALL (%(withdrawn)s::uuid[]) LIMIT 1) IS NULL
),
further AS MATERIALIZED (
    SELECT m.holder, m.bill_kind, sum(m.amount_idr)::bigint AS amount_idr, ledger.name_uuid(concat_ws('/', 'further',
        %(month)s::date, m.bill_kind, '<holder>', m.holder, string_agg(m.participant_id || m.programme, '/'
            ORDER BY m.participant_id, m.programme))) AS bill_id
    FROM missing m LEFT JOIN unlined u ON u.holder = m.holder AND u.kind = m.bill_kind WHERE u.holder IS NULL
    GROUP BY m.holder, m.bill_kind HAVING sum(m.amount_idr) > 0
),
completed AS (
    INSERT INTO ledger.bill (bill_id, <holder>, kind, month, due_on, amount_idr, recorded_at)
    SELECT f.bill_id, f.holder, f.bill_kind, %(month)s::date, greatest(%(as_of)s::date, CASE f.bill_kind
        WHEN 'JKN' THEN %(due_jkn)s::date WHEN 'PU' THEN %(due_pu)s::date ELSE %(due_bpu)s::date END),
        f.amount_idr, %(at)s::timestamptz
    FROM further f ORDER BY f.bill_kind, f.holder
    ON CONFLICT (bill_id) DO NOTHING
    RETURNING bill_id, <holder> AS holder, kind, amount_idr
),
made AS MATERIALIZED (
    SELECT f.bill_id, l.* FROM filled f
    JOIN line l ON l.holder = f.holder AND l.bill_kind = f.kind AND l.first_id = f.first_id
    UNION ALL
    SELECT c.bill_id, m.* FROM completed c JOIN missing m ON m.holder = c.holder AND m.bill_kind = c.kind
),
lines AS (
    INSERT INTO ledger.bill_line (bill_id, participant_id, programme, care_class, base_idr, gross_idr, relief_idr,
        state_idr, region_idr, amount_idr, worker_idr, note)
    SELECT bill_id, participant_id, programme, care_class, base_idr, gross_idr, relief_idr, state_idr, region_idr, amount_idr,
        worker_idr, note
    FROM made
),
-- Each payer owes the agency; of one bill, one posting for each programme.
booked AS (
    INSERT INTO ledger.posting (posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind, bill_id, recorded_at)
    SELECT ledger.owed_uuid(o.bill_id, o.programme), o.bill_id, a.account_id, i.account_id,
        o.amount_idr, %(month)s::date, 'BILL', o.bill_id, %(at)s::timestamptz
    FROM (SELECT bill_id, holder, programme, sum(amount_idr)::bigint AS amount_idr FROM made
        GROUP BY bill_id, holder, programme) AS o
    JOIN (SELECT a.account_id, a.<holder> AS holder FROM ledger.account a
        WHERE <owed> AND a.kind = 'RECEIVABLE' AND a.programme IS NULL) AS a ON a.holder = o.holder
    JOIN (SELECT a.account_id, a.programme FROM ledger.account a JOIN ledger.party p USING (party_id)
        WHERE a.kind = 'INCOME' AND p.kind = 'AGENCY') AS i ON i.programme = o.programme
    WHERE o.amount_idr > 0 ORDER BY o.bill_id, o.programme
),
-- What the state and regions give is owed by them, one posting each for all bills of the statement.
given AS (
    SELECT code, sum(amount_idr)::bigint AS amount_idr, min(bill_id::text) AS first_bill FROM (
        SELECT 'NEGARA' AS code, state_idr AS amount_idr, bill_id FROM made
        UNION ALL
        SELECT 'DAERAH-' || CASE WHEN left(region_code, 2) = ANY (%(provinces)s::text[]) THEN left(region_code, 2) ELSE '00' END,
            region_idr, bill_id FROM made) AS g
    WHERE amount_idr > 0 GROUP BY code
),
subsidised AS (
    INSERT INTO ledger.posting (posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind, recorded_at)
    SELECT ledger.name_uuid('given/' || g.code || '/' || g.first_bill), ledger.name_uuid('given/' || g.first_bill),
        s.account_id, i.account_id, g.amount_idr, %(month)s::date, 'SUBSIDY', %(at)s::timestamptz
    FROM given g JOIN ledger.party p USING (code)
    JOIN ledger.account s ON s.party_id = p.party_id AND s.kind = 'SUBSIDY' AND s.programme = 'JKN'
    JOIN (SELECT a.account_id FROM ledger.account a JOIN ledger.party p USING (party_id)
        WHERE a.kind = 'INCOME' AND a.programme = 'JKN' AND p.kind = 'AGENCY') AS i ON true
    RETURNING amount_idr
)
SELECT (SELECT count(*) FROM entered) + (SELECT count(*) FROM completed), (SELECT count(*) FROM made),
    (SELECT coalesce(sum(amount_idr), 0)::bigint
        FROM (SELECT amount_idr FROM entered UNION ALL SELECT amount_idr FROM completed) AS b), count(*) FILTER (WHERE judgement = 'DECEASED'),
    count(*) FILTER (WHERE judgement = 'ARREARS_CAP'), count(*) FILTER (WHERE judgement = 'GRACE_OVER'),
    count(*) FILTER (WHERE judgement = 'PAYER_UNFIT'), count(*) FILTER (WHERE judgement = 'NOT_MONTHLY'),
    count(*) FILTER (WHERE judgement = 'RISK_UNKNOWN'),
    count(*) FILTER (WHERE judgement = 'CLASS_UNKNOWN'), count(*) FILTER (WHERE judgement = 'WAGE_UNKNOWN'),
    count(*) FILTER (WHERE judgement = 'OWES') - (SELECT count(*) FROM line),
    (SELECT count(*) FROM missing m JOIN unlined u ON u.holder = m.holder AND u.kind = m.bill_kind),
    (SELECT count(*) FROM made WHERE note = 'FLOOR_UNKNOWN'), (SELECT count(*) FROM made WHERE note = 'FLOOR_OF_PROVINCE'),
    (SELECT count(*) FROM made WHERE note = 'KIN_UNKNOWN'),
    (SELECT coalesce(sum(amount_idr), 0) FROM given) - (SELECT coalesce(sum(amount_idr), 0) FROM subsidised)
FROM judged
