DROP TRIGGER "audit_refuses_change" ON "audit";
--> statement-breakpoint
CREATE TRIGGER "audit_refuses_change" BEFORE UPDATE OR TRUNCATE ON "audit" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
--> statement-breakpoint
CREATE FUNCTION "refuse_open_audit_delete"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM "audit_closed" WHERE "tenant_id" = OLD."tenant_id" AND "through" >= OLD."sequence") THEN RAISE EXCEPTION 'audit is append-only' USING ERRCODE = 'raise_exception'; END IF; RETURN OLD; END $$;
--> statement-breakpoint
CREATE TRIGGER "audit_refuses_delete" BEFORE DELETE ON "audit" FOR EACH ROW EXECUTE FUNCTION "refuse_open_audit_delete"();
