-- Flows kept so far are those of the nation.
ALTER TABLE ledger.flow_count ADD COLUMN region_code text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ledger.flow_count ALTER COLUMN region_code DROP DEFAULT;
ALTER TABLE ledger.flow_count DROP CONSTRAINT flow_count_pkey;
ALTER TABLE ledger.flow_count ADD CONSTRAINT flow_count_pkey
    PRIMARY KEY (generation, programme, region_code, from_status, from_place, to_status, to_place);
ALTER TABLE ledger.flow_count DROP CONSTRAINT flow_count_from_known;
ALTER TABLE ledger.flow_count ADD CONSTRAINT flow_count_from_known
    CHECK (from_status IN ('ACTIVE', 'NOT_ACTIVE', 'ABSENT', 'ELSEWHERE'));
ALTER TABLE ledger.flow_count DROP CONSTRAINT flow_count_to_known;
ALTER TABLE ledger.flow_count ADD CONSTRAINT flow_count_to_known
    CHECK (to_status IN ('ACTIVE', 'NOT_ACTIVE', 'ABSENT', 'ELSEWHERE'));
