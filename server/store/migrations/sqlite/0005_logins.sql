CREATE TABLE `checks` (
	`tenant_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`ok` integer NOT NULL,
	`code` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `kind`, `subject`),
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `consumed_assertions` (
	`issuer` text NOT NULL,
	`id` text NOT NULL,
	`keep_until` integer NOT NULL,
	PRIMARY KEY(`issuer`, `id`)
);
--> statement-breakpoint
CREATE TABLE `guidelines` (
	`tenant_id` text NOT NULL,
	`version` integer NOT NULL,
	`text` text NOT NULL,
	`url` text,
	`published_at` integer NOT NULL,
	`published_by` text,
	PRIMARY KEY(`tenant_id`, `version`),
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `login_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`browser` text NOT NULL,
	`purpose` text NOT NULL,
	`return_to` text NOT NULL,
	`login` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `login_requests_expiry` ON `login_requests` (`expires_at`);--> statement-breakpoint
CREATE TABLE `logins` (
	`tenant_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`id` text NOT NULL,
	`actor` text NOT NULL,
	`person` text NOT NULL,
	`grants` text NOT NULL,
	`level` text NOT NULL,
	`secret` blob NOT NULL,
	`subject_hash` text NOT NULL,
	`index_hash` text NOT NULL,
	`authority` text,
	`authenticated_at` integer NOT NULL,
	`issued_at` integer NOT NULL,
	`idle_until` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`tenant_id`, `token_hash`),
	FOREIGN KEY (`tenant_id`,`actor`) REFERENCES `actors`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `logins_token` ON `logins` (`token_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `logins_id` ON `logins` (`tenant_id`,`id`);--> statement-breakpoint
CREATE INDEX `logins_subject` ON `logins` (`subject_hash`) WHERE "logins"."ended_at" is null;--> statement-breakpoint
ALTER TABLE `municipalities` ADD `kind` text DEFAULT 'municipality' NOT NULL;--> statement-breakpoint
ALTER TABLE `municipalities` ADD `revision` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `login` text;--> statement-breakpoint
CREATE INDEX `sessions_login` ON `sessions` (`tenant_id`,`login`) WHERE "sessions"."login" is not null;--> statement-breakpoint
CREATE INDEX `blurrings_by_registrar` ON `blurrings` (`tenant_id`,`registered_by`);