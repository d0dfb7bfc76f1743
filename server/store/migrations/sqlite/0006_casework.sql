CREATE TABLE `audit_closed` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`through` integer NOT NULL,
	`hash` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
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
CREATE INDEX `blurring_changes_noted` ON `blurring_changes` (`tenant_id`,`blurring`,`revision`) WHERE "blurring_changes"."note" is not null;--> statement-breakpoint
CREATE TABLE `figure_cursors` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`sequence` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `figure_spans` (
	`tenant_id` text NOT NULL,
	`month` text NOT NULL,
	`span` text NOT NULL,
	`step` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `month`, `span`, `step`),
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `figure_waiting` (
	`tenant_id` text NOT NULL,
	`blurring` text NOT NULL,
	`registered_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `blurring`),
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `figures` (
	`tenant_id` text NOT NULL,
	`month` text NOT NULL,
	`measure` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `month`, `measure`),
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `legal_holds` (
	`tenant_id` text NOT NULL,
	`citizen` text NOT NULL,
	`id` text NOT NULL,
	`since` integer NOT NULL,
	`by` text NOT NULL,
	`reason` blob NOT NULL,
	PRIMARY KEY(`tenant_id`, `citizen`),
	FOREIGN KEY (`tenant_id`,`citizen`) REFERENCES `citizens`(`tenant_id`,`citizen`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `notice_recipients` (
	`tenant_id` text NOT NULL,
	`actor` text NOT NULL,
	`person` text NOT NULL,
	`address` blob NOT NULL,
	`language` text NOT NULL,
	`wanted` integer NOT NULL,
	`confirmed_at` integer,
	`code_hash` text,
	`code_until` integer,
	`code_tries` integer NOT NULL,
	`code_day` text NOT NULL,
	`codes_sent` integer NOT NULL,
	`off_hash` text NOT NULL,
	`grants` text NOT NULL,
	`seen_at` integer NOT NULL,
	`day` text,
	`state` text,
	`tries` integer NOT NULL,
	`retry_at` integer,
	`last_at` integer,
	`last_state` text,
	PRIMARY KEY(`tenant_id`, `actor`),
	FOREIGN KEY (`tenant_id`,`actor`) REFERENCES `actors`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notice_recipients_off` ON `notice_recipients` (`off_hash`);--> statement-breakpoint
CREATE INDEX `notice_recipients_person` ON `notice_recipients` (`person`);--> statement-breakpoint
CREATE INDEX `notice_recipients_wanted` ON `notice_recipients` (`seen_at`) WHERE "notice_recipients"."confirmed_at" is not null;--> statement-breakpoint
CREATE TABLE `org_attempts` (
	`tenant_id` text NOT NULL,
	`cvr` text NOT NULL,
	`classification` text NOT NULL,
	`code` text NOT NULL,
	`number` integer NOT NULL,
	`revision` integer NOT NULL,
	`message_id` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`outcome` text,
	`failure` text,
	PRIMARY KEY(`tenant_id`, `cvr`, `classification`, `code`, `number`),
	FOREIGN KEY (`tenant_id`,`cvr`,`classification`,`code`) REFERENCES `org_outbox`(`tenant_id`,`cvr`,`classification`,`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "org_attempts_finished" CHECK(("org_attempts"."finished_at" is null) = ("org_attempts"."outcome" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `org_attempts_message` ON `org_attempts` (`tenant_id`,`message_id`);--> statement-breakpoint
CREATE TABLE `org_blurrings` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`revision` integer NOT NULL,
	`cvr` text NOT NULL,
	`classification` text NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`state` text NOT NULL,
	`proposed_by` text NOT NULL,
	`proposed_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`removed_by` text,
	`removed_at` integer,
	`review_at` integer,
	`registered_revision` integer,
	`removed_revision` integer,
	`documentation` blob,
	`note` blob,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "org_blurrings_state" CHECK("org_blurrings"."state" in ('proposed', 'registered', 'rejected', 'withdrawn', 'removed')),
	CONSTRAINT "org_blurrings_decided" CHECK(("org_blurrings"."state" = 'proposed') = ("org_blurrings"."decided_at" is null)),
	CONSTRAINT "org_blurrings_removed" CHECK(("org_blurrings"."state" = 'removed') = ("org_blurrings"."removed_at" is not null)),
	CONSTRAINT "org_blurrings_two_people" CHECK("org_blurrings"."state" not in ('registered', 'removed') or "org_blurrings"."decided_by" <> "org_blurrings"."proposed_by")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `org_blurrings_open` ON `org_blurrings` (`tenant_id`,`cvr`,`classification`,`code`) WHERE "org_blurrings"."state" in ('proposed', 'registered');--> statement-breakpoint
CREATE TABLE `org_comparisons` (
	`tenant_id` text NOT NULL,
	`cvr` text NOT NULL,
	`at` integer NOT NULL,
	`result` text NOT NULL,
	`differences` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `cvr`),
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `org_outbox` (
	`tenant_id` text NOT NULL,
	`cvr` text NOT NULL,
	`classification` text NOT NULL,
	`code` text NOT NULL,
	`wanted_revision` integer NOT NULL,
	`delivered_revision` integer NOT NULL,
	`waiting_since` integer,
	`due_at` integer,
	`repeat_at` integer,
	`attempts` integer NOT NULL,
	`calls` integer NOT NULL,
	`lease_token` text,
	`leased_until` integer,
	`parked_at` integer,
	`parked_reason` text,
	PRIMARY KEY(`tenant_id`, `cvr`, `classification`, `code`),
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "org_outbox_revision" CHECK("org_outbox"."delivered_revision" <= "org_outbox"."wanted_revision"),
	CONSTRAINT "org_outbox_lease" CHECK(("org_outbox"."lease_token" is null) = ("org_outbox"."leased_until" is null))
);
--> statement-breakpoint
CREATE INDEX `org_outbox_due` ON `org_outbox` (`due_at`) WHERE "org_outbox"."due_at" is not null;--> statement-breakpoint
CREATE INDEX `org_outbox_repeat` ON `org_outbox` (`repeat_at`) WHERE "org_outbox"."repeat_at" is not null;--> statement-breakpoint
CREATE TABLE `retention_runs` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`by` text,
	`cutoffs` text NOT NULL,
	`counts` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action
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
CREATE TABLE `sor_unit_words` (
	`begins` text NOT NULL,
	`classification` text NOT NULL,
	`code` text NOT NULL,
	PRIMARY KEY(`begins`, `classification`, `code`),
	FOREIGN KEY (`classification`,`code`) REFERENCES `sor_units`(`classification`,`code`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sor_unit_words_unit` ON `sor_unit_words` (`classification`,`code`);--> statement-breakpoint
CREATE TABLE `sor_units` (
	`classification` text NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`search` text NOT NULL,
	`parent` text,
	`owner` text,
	`valid_from` integer,
	`valid_to` integer,
	`seen_at` integer NOT NULL,
	PRIMARY KEY(`classification`, `code`)
);
--> statement-breakpoint
CREATE INDEX `sor_units_seen` ON `sor_units` (`seen_at`);--> statement-breakpoint
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
CREATE INDEX `blurrings_by_ended` ON `blurrings` (`tenant_id`,`ended_at`) WHERE "blurrings"."ended_at" is not null;--> statement-breakpoint
CREATE INDEX `blurrings_expired` ON `blurrings` (`tenant_id`,`ends_at`,`id`) WHERE "blurrings"."ended_cause" = 'expired' and "blurrings"."expiry_seen_at" is null;--> statement-breakpoint
CREATE INDEX `blurrings_by_registrar` ON `blurrings` (`tenant_id`,`registered_by`,`registered_at`,`id`);--> statement-breakpoint
CREATE INDEX `blurrings_open` ON `blurrings` (`tenant_id`,`ends_at`,`id`) WHERE "blurrings"."ended_at" is null;--> statement-breakpoint
ALTER TABLE `citizens` ADD `initials` blob;--> statement-breakpoint
ALTER TABLE `sessions` ADD `unit` text;--> statement-breakpoint
CREATE INDEX `audit_by_time` ON `audit` (`tenant_id`,`at`,`sequence`);--> statement-breakpoint
CREATE INDEX `audit_by_actor` ON `audit` (`tenant_id`,`actor`,`at`,`sequence`) WHERE "audit"."actor" is not null;--> statement-breakpoint
CREATE INDEX `audit_by_department` ON `audit` (`tenant_id`,`subject`) WHERE "audit"."action" in ('org_blurring_proposed', 'org_blurring_registered', 'org_blurring_rejected', 'org_blurring_withdrawn', 'org_blurring_removed', 'org_blurring_reviewed', 'org_blurring_resent');