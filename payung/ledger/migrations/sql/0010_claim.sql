-- Whether the reader sees a participant. A function, so that the policies of the participant, of persons and of their partitions
-- are not planned anew for each table of a claim: a statement over all of them took 100 ms to plan and 1 ms to run. Its cost
-- tells the planner to look up claims from participants and not the other way round.
CREATE FUNCTION ledger.sees_participant(of_participant bigint) RETURNS boolean
LANGUAGE plpgsql STABLE COST 1000
AS $$
BEGIN
    RETURN EXISTS (SELECT FROM ledger.participant p WHERE p.participant_id = of_participant);
END
$$;
GRANT EXECUTE ON FUNCTION ledger.sees_participant(bigint) TO payung_app;

-- Every row of a claim speaks of the claim's own participant, so that each table is guarded by itself.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['claim_document', 'claim_payee', 'claim_decision', 'claim_check', 'claim_appeal', 'claim_payment']
    LOOP
        EXECUTE format(
            'ALTER TABLE ledger.%I ADD CONSTRAINT %I FOREIGN KEY (claim_id, participant_id)'
            ' REFERENCES ledger.claim (claim_id, participant_id)', name, name || '_of_its_participant');
    END LOOP;
    FOREACH name IN ARRAY ARRAY[
        'claim', 'claim_document', 'claim_payee', 'claim_decision', 'claim_check', 'claim_appeal', 'claim_payment']
    LOOP
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE ledger.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY %I ON ledger.%I USING (CASE WHEN (SELECT ledger.scope_prefix()) = '''' THEN true ELSE '
            'ledger.sees_participant(participant_id) END)', name || '_in_scope', name);
        EXECUTE format('GRANT SELECT, INSERT ON ledger.%I TO payung_app', name);
        EXECUTE format(
            'CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON ledger.%I FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change()',
            name || '_is_append_only', name);
        EXECUTE format(
            'CREATE TRIGGER %I BEFORE TRUNCATE ON ledger.%I FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()',
            name || '_is_not_emptied', name);
    END LOOP;
END
$$;

-- The checker is another person than the maker: the maker's number on the check is the decision's own.
ALTER TABLE ledger.claim_check ADD CONSTRAINT claim_check_names_the_maker FOREIGN KEY (decision_id, made_by)
    REFERENCES ledger.claim_decision (decision_id, made_by);
ALTER TABLE ledger.claim_check ADD CONSTRAINT claim_check_of_its_claim FOREIGN KEY (decision_id, claim_id)
    REFERENCES ledger.claim_decision (decision_id, claim_id);
ALTER TABLE ledger.claim_appeal ADD CONSTRAINT claim_appeal_of_its_claim FOREIGN KEY (decision_id, claim_id)
    REFERENCES ledger.claim_decision (decision_id, claim_id);

CREATE INDEX claim_document_of_claim ON ledger.claim_document (claim_id);
CREATE INDEX claim_check_of_claim ON ledger.claim_check (claim_id);
CREATE INDEX claim_appeal_of_claim ON ledger.claim_appeal (claim_id);
CREATE INDEX claim_by_event ON ledger.claim (participant_id, event_on);

-- Acts on one claim that may contradict each other come one after the other.
CREATE FUNCTION ledger.lock_claim(of_claim uuid) RETURNS void
LANGUAGE sql
AS $$ SELECT pg_advisory_xact_lock(hashtextextended('claim/' || of_claim::text, 0)) $$;

-- Why a claim may not be paid now; null where it may.
CREATE FUNCTION ledger.claim_bar(of_claim uuid, at timestamptz) RETURNS text
LANGUAGE plpgsql STABLE
AS $$
DECLARE
    decided ledger.claim_decision;
    checked ledger.claim_check;
    payee ledger.claim_payee;
BEGIN
    PERFORM FROM ledger.claim_payment p WHERE p.claim_id = of_claim;
    IF FOUND THEN
        RETURN 'ALREADY_PAID';
    END IF;
    PERFORM FROM ledger.claim c WHERE c.corrects_id = of_claim;
    IF FOUND THEN
        RETURN 'CORRECTED';
    END IF;
    SELECT * INTO decided FROM ledger.claim_decision d WHERE d.claim_id = of_claim ORDER BY d.round DESC LIMIT 1;
    SELECT * INTO payee FROM ledger.claim_payee p WHERE p.claim_id = of_claim ORDER BY p.place DESC LIMIT 1;
    SELECT * INTO checked FROM ledger.claim_check c
    WHERE c.decision_id = decided.decision_id AND c.payee_id IS NOT DISTINCT FROM payee.payee_id;
    IF decided.answer IS DISTINCT FROM 'PAY' THEN
        RETURN 'NOT_APPROVED';
    END IF;
    IF checked.check_id IS NULL AND payee.place > 1 THEN
        RETURN 'PAYEE_NOT_CHECKED';
    END IF;
    IF checked.verdict IS DISTINCT FROM 'APPROVED' THEN
        RETURN 'NOT_APPROVED';
    END IF;
    RETURN CASE WHEN at < payee.payable_from THEN 'COOL_OFF' END;
END
$$;

-- Whoever writes the row, only an approved claim is paid: its amount, to its account.
CREATE FUNCTION ledger.hold_claim_payment() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    bar text;
BEGIN
    PERFORM ledger.lock_claim(NEW.claim_id);
    bar := ledger.claim_bar(NEW.claim_id, NEW.recorded_at);
    IF bar = 'ALREADY_PAID' THEN
        -- The key of the table says so by its own name.
        RETURN NEW;
    END IF;
    PERFORM FROM ledger.claim_check c JOIN ledger.claim_decision d USING (decision_id)
    WHERE c.check_id = NEW.check_of_id AND c.claim_id = NEW.claim_id AND c.payee_id = NEW.payee_id
        AND d.amount_idr = NEW.amount_idr;
    IF bar IS NOT NULL OR NOT FOUND THEN
        RAISE EXCEPTION 'claim % is not paid: %', NEW.claim_id, coalesce(bar, 'OTHER_THAN_APPROVED')
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'claim_payment_is_approved';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER claim_payment_is_approved BEFORE INSERT ON ledger.claim_payment
    FOR EACH ROW EXECUTE FUNCTION ledger.hold_claim_payment();

-- A claim that was paid is put right by money, not by another claim.
CREATE FUNCTION ledger.hold_claim_correction() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM ledger.lock_claim(NEW.corrects_id);
    PERFORM FROM ledger.claim_payment p WHERE p.claim_id = NEW.corrects_id;
    IF FOUND THEN
        RAISE EXCEPTION 'claim % was paid', NEW.corrects_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'claim_corrects_unpaid';
    END IF;
    PERFORM FROM ledger.claim c WHERE c.claim_id = NEW.corrects_id AND c.participant_id = NEW.participant_id
        AND c.kind = NEW.kind;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'claim % is of another person or kind', NEW.corrects_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'claim_corrects_its_like';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER claim_corrects_unpaid BEFORE INSERT ON ledger.claim
    FOR EACH ROW WHEN (NEW.corrects_id IS NOT NULL) EXECUTE FUNCTION ledger.hold_claim_correction();

-- A decided claim that was corrected, or paid, is decided no more; nor is one whose decision was approved, but on appeal.
CREATE FUNCTION ledger.hold_claim_decision() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    last ledger.claim_decision;
BEGIN
    PERFORM ledger.lock_claim(NEW.claim_id);
    SELECT * INTO last FROM ledger.claim_decision d WHERE d.claim_id = NEW.claim_id ORDER BY d.round DESC LIMIT 1;
    PERFORM FROM ledger.claim_check c WHERE c.decision_id = last.decision_id AND c.verdict = 'APPROVED'
        AND NOT EXISTS (SELECT FROM ledger.claim_appeal a WHERE a.decision_id = last.decision_id);
    IF FOUND THEN
        RAISE EXCEPTION 'claim % is decided', NEW.claim_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'claim_decision_is_open';
    END IF;
    PERFORM FROM ledger.claim c WHERE c.corrects_id = NEW.claim_id;
    IF FOUND THEN
        RAISE EXCEPTION 'claim % was corrected', NEW.claim_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'claim_decision_of_standing_claim';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER claim_decision_is_open BEFORE INSERT ON ledger.claim_decision
    FOR EACH ROW EXECUTE FUNCTION ledger.hold_claim_decision();

-- What is checked is the newest decision of a standing claim and, where it pays, the newest account.
CREATE FUNCTION ledger.hold_claim_check() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM ledger.lock_claim(NEW.claim_id);
    PERFORM FROM ledger.claim_decision d WHERE d.decision_id = NEW.decision_id AND d.round = (
            SELECT max(o.round) FROM ledger.claim_decision o WHERE o.claim_id = NEW.claim_id)
        AND NOT EXISTS (SELECT FROM ledger.claim_check k WHERE k.decision_id = NEW.decision_id AND k.verdict = 'RETURNED')
        AND NOT EXISTS (SELECT FROM ledger.claim c WHERE c.corrects_id = NEW.claim_id)
        AND NOT EXISTS (SELECT FROM ledger.claim_payment p WHERE p.claim_id = NEW.claim_id)
        AND (NEW.verdict = 'RETURNED' OR d.answer = 'REFUSE' AND NEW.payee_id IS NULL OR d.answer = 'PAY' AND NEW.payee_id = (
            SELECT y.payee_id FROM ledger.claim_payee y WHERE y.claim_id = NEW.claim_id ORDER BY y.place DESC LIMIT 1));
    IF NOT FOUND THEN
        RAISE EXCEPTION 'decision % is not the one that stands', NEW.decision_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'claim_check_of_what_stands';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER claim_check_of_what_stands BEFORE INSERT ON ledger.claim_check
    FOR EACH ROW EXECUTE FUNCTION ledger.hold_claim_check();

-- A refusal that was approved may be appealed; nothing else.
CREATE FUNCTION ledger.hold_claim_appeal() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM ledger.lock_claim(NEW.claim_id);
    PERFORM FROM ledger.claim_decision d JOIN ledger.claim_check k USING (decision_id)
    WHERE d.decision_id = NEW.decision_id AND d.answer = 'REFUSE' AND k.verdict = 'APPROVED'
        AND d.round = (SELECT max(o.round) FROM ledger.claim_decision o WHERE o.claim_id = NEW.claim_id)
        AND NOT EXISTS (SELECT FROM ledger.claim c WHERE c.corrects_id = NEW.claim_id);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'decision % is no refusal that stands', NEW.decision_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'claim_appeal_of_refusal';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER claim_appeal_of_refusal BEFORE INSERT ON ledger.claim_appeal
    FOR EACH ROW EXECUTE FUNCTION ledger.hold_claim_appeal();

-- Once money has gone, no other account is named.
CREATE FUNCTION ledger.hold_claim_payee() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM ledger.lock_claim(NEW.claim_id);
    PERFORM FROM ledger.claim_payment p WHERE p.claim_id = NEW.claim_id;
    IF FOUND THEN
        RAISE EXCEPTION 'claim % was paid', NEW.claim_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'claim_payee_before_payment';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER claim_payee_before_payment BEFORE INSERT ON ledger.claim_payee
    FOR EACH ROW EXECUTE FUNCTION ledger.hold_claim_payee();

-- The account of a programme, and of a participant in it, made at first.
CREATE FUNCTION ledger.programme_account(of_kind text, of_programme text, of_participant bigint) RETURNS bigint
LANGUAGE plpgsql
AS $$
DECLARE
    found bigint;
BEGIN
    FOR attempt IN 1..2 LOOP
        SELECT a.account_id INTO found FROM ledger.account a
        WHERE a.kind = of_kind AND a.programme = of_programme AND a.party_id IS NULL
            AND a.participant_id IS NOT DISTINCT FROM of_participant;
        EXIT WHEN found IS NOT NULL;
        INSERT INTO ledger.account (kind, programme, participant_id) VALUES (of_kind, of_programme, of_participant)
        ON CONFLICT DO NOTHING;
    END LOOP;
    RETURN found;
END
$$;

-- A claim is paid, once: the benefit becomes owed, and what is owed is paid from a bank, in one transaction.
CREATE FUNCTION ledger.pay_claim(
    told_context text, told_id uuid, told_claim uuid, told_channel text, told_by bigint, told_on date, told_at timestamptz,
    OUT outcome text, OUT reason text, OUT amount_idr bigint
)
LANGUAGE plpgsql
AS $$
DECLARE
    held ledger.claim_payment;
    paid record;
    bank record;
    benefit bigint;
    owed bigint;
BEGIN
    PERFORM set_config('payung.context', told_context, true);
    PERFORM ledger.lock_claim(told_claim);
    SELECT * INTO held FROM ledger.claim_payment p WHERE p.payment_id = told_id;
    IF FOUND THEN
        outcome := CASE WHEN held.claim_id = told_claim THEN 'REPEAT' ELSE 'REFUSED' END;
        reason := CASE WHEN held.claim_id = told_claim THEN NULL ELSE 'OTHER_CONTENT' END;
        amount_idr := CASE WHEN held.claim_id = told_claim THEN held.amount_idr ELSE 0 END;
        RETURN;
    END IF;
    outcome := 'REFUSED';
    amount_idr := 0;
    reason := ledger.claim_bar(told_claim, told_at);
    IF reason IS NOT NULL THEN
        RETURN;
    END IF;
    -- The bar holds that the newest decision was approved for the newest payee.
    SELECT c.participant_id, c.programme, d.amount_idr, k.check_id, k.payee_id INTO STRICT paid
    FROM ledger.claim c JOIN ledger.claim_decision d ON d.claim_id = c.claim_id
    JOIN ledger.claim_check k ON k.decision_id = d.decision_id JOIN ledger.claim_payee p ON p.payee_id = k.payee_id
    WHERE c.claim_id = told_claim ORDER BY d.round DESC, p.place DESC LIMIT 1;
    bank := ledger.bank_of(told_channel);
    benefit := ledger.programme_account('BENEFIT', paid.programme, NULL);
    owed := ledger.programme_account('PAYABLE', paid.programme, paid.participant_id);
    INSERT INTO ledger.claim_payment (
        payment_id, claim_id, participant_id, check_of_id, payee_id, amount_idr, channel_id, paid_on, paid_by, recorded_at
    ) VALUES (
        told_id, told_claim, paid.participant_id, paid.check_id, paid.payee_id, paid.amount_idr, bank.party_id, told_on, told_by,
        told_at);
    INSERT INTO ledger.posting (posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind, recorded_at)
    VALUES (told_id, told_id, benefit, owed, paid.amount_idr, told_on, 'CLAIM', told_at),
        (uuidv7(), told_id, owed, bank.cash_id, paid.amount_idr, told_on, 'PAYOUT', told_at);
    outcome := 'PAID';
    amount_idr := paid.amount_idr;
END
$$;

GRANT EXECUTE ON FUNCTION ledger.lock_claim(uuid), ledger.claim_bar(uuid, timestamptz), ledger.hold_claim_payment(),
    ledger.hold_claim_correction(), ledger.hold_claim_decision(),
    ledger.hold_claim_check(), ledger.hold_claim_appeal(), ledger.hold_claim_payee(), ledger.programme_account(text, text, bigint),
    ledger.pay_claim(text, uuid, uuid, text, bigint, date, timestamptz)
    TO payung_app;
