CREATE TABLE `blurring_changes` (
	`tenant_id` text NOT NULL,
	`blurring` text NOT NULL,
	`revision` integer NOT NULL,
	`type` text NOT NULL,
	`at` integer NOT NULL,
	`by` text,
	`ended_before` integer,
	`ends_after` integer,
	`note` blob,
	PRIMARY KEY(`tenant_id`, `blurring`, `revision`),
	FOREIGN KEY (`tenant_id`,`blurring`) REFERENCES `blurrings`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `saved_views` (
	`tenant_id` text NOT NULL,
	`actor` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`view` text NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `actor`, `id`),
	FOREIGN KEY (`tenant_id`,`actor`) REFERENCES `actors`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
DROP INDEX `blurrings_by_registrar`;--> statement-breakpoint
DROP INDEX `blurrings_open`;--> statement-breakpoint
ALTER TABLE `blurrings` ADD `unit` text;--> statement-breakpoint
ALTER TABLE `blurrings` ADD `decided_at` integer;--> statement-breakpoint
ALTER TABLE `blurrings` ADD `decided_by` text;--> statement-breakpoint
ALTER TABLE `blurrings` ADD `revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `blurrings` ADD `expiry_seen_at` integer;--> statement-breakpoint
CREATE INDEX `blurrings_by_registration` ON `blurrings` (`tenant_id`,`registered_at`,`id`);--> statement-breakpoint
CREATE INDEX `blurrings_by_end` ON `blurrings` (`tenant_id`,`ends_at`,`id`);--> statement-breakpoint
CREATE INDEX `blurrings_by_unit` ON `blurrings` (`tenant_id`,`unit`,`registered_at`,`id`) WHERE "blurrings"."unit" is not null;--> statement-breakpoint
CREATE INDEX `blurrings_pending` ON `blurrings` (`tenant_id`,`registered_at`,`id`) WHERE "blurrings"."ended_at" is null and "blurrings"."decision" = 'pending';--> statement-breakpoint
CREATE INDEX `blurrings_expired` ON `blurrings` (`tenant_id`,`ends_at`,`id`) WHERE "blurrings"."ended_cause" = 'expired' and "blurrings"."expiry_seen_at" is null;--> statement-breakpoint
CREATE INDEX `blurrings_by_registrar` ON `blurrings` (`tenant_id`,`registered_by`,`registered_at`,`id`);--> statement-breakpoint
CREATE INDEX `blurrings_open` ON `blurrings` (`tenant_id`,`ends_at`,`id`) WHERE "blurrings"."ended_at" is null;--> statement-breakpoint
ALTER TABLE `citizens` ADD `initials` blob;--> statement-breakpoint
ALTER TABLE `sessions` ADD `unit` text;--> statement-breakpoint
CREATE INDEX `audit_by_time` ON `audit` (`tenant_id`,`at`,`sequence`);--> statement-breakpoint
CREATE INDEX `audit_by_actor` ON `audit` (`tenant_id`,`actor`,`at`,`sequence`) WHERE "audit"."actor" is not null;