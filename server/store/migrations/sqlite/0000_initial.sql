CREATE TABLE `actors` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`issuer` text NOT NULL,
	`subject` text NOT NULL,
	`name` text NOT NULL,
	`title` text,
	`uuid` text,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `attempts` (
	`tenant_id` text NOT NULL,
	`cvr` text NOT NULL,
	`citizen` text NOT NULL,
	`number` integer NOT NULL,
	`revision` integer NOT NULL,
	`message_id` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`outcome` text,
	`code` text,
	PRIMARY KEY(`tenant_id`, `citizen`, `cvr`, `number`),
	FOREIGN KEY (`tenant_id`,`citizen`,`cvr`) REFERENCES `outbox`(`tenant_id`,`citizen`,`cvr`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "attempts_finished" CHECK(("attempts"."finished_at" is null) = ("attempts"."outcome" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `attempts_message` ON `attempts` (`tenant_id`,`message_id`);--> statement-breakpoint
CREATE TABLE `audit` (
	`tenant_id` text NOT NULL,
	`sequence` integer NOT NULL,
	`at` integer NOT NULL,
	`action` text NOT NULL,
	`outcome` text NOT NULL,
	`actor` text,
	`session` text,
	`citizen` text,
	`subject` text,
	`detail` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `sequence`),
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "audit_outcome" CHECK("audit"."outcome" in ('success', 'refused'))
);
--> statement-breakpoint
CREATE INDEX `audit_by_citizen` ON `audit` (`tenant_id`,`citizen`);--> statement-breakpoint
CREATE TABLE `audit_heads` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`sequence` integer NOT NULL,
	`hash` text NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `blurring_entries` (
	`tenant_id` text NOT NULL,
	`blurring` text NOT NULL,
	`cvr` text NOT NULL,
	`position` integer NOT NULL,
	`first_revision` integer NOT NULL,
	`revision` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `blurring`, `cvr`),
	FOREIGN KEY (`tenant_id`,`blurring`) REFERENCES `blurrings`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "blurring_entries_revision" CHECK("blurring_entries"."revision" >= "blurring_entries"."first_revision")
);
--> statement-breakpoint
CREATE TABLE `blurring_texts` (
	`tenant_id` text NOT NULL,
	`blurring` text NOT NULL,
	`text` blob NOT NULL,
	PRIMARY KEY(`tenant_id`, `blurring`),
	FOREIGN KEY (`tenant_id`,`blurring`) REFERENCES `blurrings`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `blurrings` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`citizen` text NOT NULL,
	`reason` text NOT NULL,
	`registered_by` text NOT NULL,
	`registered_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`decision` text NOT NULL,
	`ended_at` integer,
	`ended_cause` text,
	`ended_by` text,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`citizen`) REFERENCES `citizens`(`tenant_id`,`citizen`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "blurrings_ended" CHECK(("blurrings"."ended_at" is null) = ("blurrings"."ended_cause" is null))
);
--> statement-breakpoint
CREATE INDEX `blurrings_by_citizen` ON `blurrings` (`tenant_id`,`citizen`);--> statement-breakpoint
CREATE INDEX `blurrings_open` ON `blurrings` (`tenant_id`,`ends_at`) WHERE "blurrings"."ended_at" is null;--> statement-breakpoint
CREATE TABLE `citizens` (
	`tenant_id` text NOT NULL,
	`citizen` text NOT NULL,
	`revision` integer NOT NULL,
	`cpr` blob NOT NULL,
	PRIMARY KEY(`tenant_id`, `citizen`),
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "citizens_revision" CHECK("citizens"."revision" >= 1)
);
--> statement-breakpoint
CREATE TABLE `consumed_tokens` (
	`tenant_id` text NOT NULL,
	`issuer` text NOT NULL,
	`jti` text NOT NULL,
	`keep_until` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `issuer`, `jti`),
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `idempotency` (
	`tenant_id` text NOT NULL,
	`actor` text NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`blurring` text NOT NULL,
	`used_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `key`, `actor`),
	FOREIGN KEY (`tenant_id`,`blurring`) REFERENCES `blurrings`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `issuers` (
	`tenant_id` text NOT NULL,
	`iss` text NOT NULL,
	`enabled` integer NOT NULL,
	`definition` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `iss`),
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `issuers_iss` ON `issuers` (`iss`);--> statement-breakpoint
CREATE TABLE `municipalities` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`wrapped_key` blob NOT NULL,
	`settings` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`tenant_id` text NOT NULL,
	`cvr` text NOT NULL,
	`citizen` text NOT NULL,
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
	PRIMARY KEY(`tenant_id`, `citizen`, `cvr`),
	FOREIGN KEY (`tenant_id`,`citizen`) REFERENCES `citizens`(`tenant_id`,`citizen`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "outbox_revision" CHECK("outbox"."delivered_revision" <= "outbox"."wanted_revision"),
	CONSTRAINT "outbox_lease" CHECK(("outbox"."lease_token" is null) = ("outbox"."leased_until" is null))
);
--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`due_at`) WHERE "outbox"."due_at" is not null;--> statement-breakpoint
CREATE INDEX `outbox_repeat` ON `outbox` (`repeat_at`) WHERE "outbox"."repeat_at" is not null;--> statement-breakpoint
CREATE TABLE `paused_cvrs` (
	`tenant_id` text NOT NULL,
	`cvr` text NOT NULL,
	`paused_at` integer NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `cvr`),
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `period_limits` (
	`applies_from` integer PRIMARY KEY NOT NULL,
	`max_days` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `probes` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`tenant_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`id` text NOT NULL,
	`actor` text NOT NULL,
	`citizen` text NOT NULL,
	`cvr` text NOT NULL,
	`secret` blob NOT NULL,
	`roles` text NOT NULL,
	`cvrs` text NOT NULL,
	`origin` text,
	`intent` text NOT NULL,
	`locale` text,
	`issued_at` integer NOT NULL,
	`idle_until` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	PRIMARY KEY(`tenant_id`, `token_hash`),
	FOREIGN KEY (`tenant_id`,`actor`) REFERENCES `actors`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_token` ON `sessions` (`token_hash`);