DROP TRIGGER `audit_refuses_delete`;
--> statement-breakpoint
CREATE TRIGGER `audit_refuses_delete` BEFORE DELETE ON `audit` WHEN NOT EXISTS (SELECT 1 FROM `audit_closed` WHERE `tenant_id` = OLD.`tenant_id` AND `through` >= OLD.`sequence`) BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
