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
CREATE INDEX `notice_recipients_wanted` ON `notice_recipients` (`seen_at`) WHERE "notice_recipients"."confirmed_at" is not null;