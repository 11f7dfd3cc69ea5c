-- As documented by db-scheduler 16; task_data stays empty, because a job's identity says it all.
CREATE TABLE operations.scheduled_tasks (
  task_name            text        NOT NULL,
  task_instance        text        NOT NULL,
  task_data            bytea,
  execution_time       timestamptz NOT NULL,
  picked               boolean     NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint      NOT NULL,
  priority             smallint,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_execution_time ON operations.scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_last_heartbeat ON operations.scheduled_tasks (last_heartbeat);

-- Only the execution that holds the newest attempt may finish a job.
CREATE TABLE operations.jobs (
  id               uuid PRIMARY KEY,
  kind             text NOT NULL,
  subject_id       uuid NOT NULL,
  title            text NOT NULL,
  status           text NOT NULL,
  progress         double precision NOT NULL DEFAULT 0,
  message          text,
  attempt          int NOT NULL DEFAULT 0,
  cancel_requested boolean NOT NULL DEFAULT false,
  created_at       timestamptz NOT NULL,
  started_at       timestamptz,
  finished_at      timestamptz
);
CREATE INDEX jobs_created_at ON operations.jobs (created_at DESC, id);
CREATE INDEX jobs_subject ON operations.jobs (subject_id, created_at DESC);
CREATE INDEX jobs_unfinished ON operations.jobs (status) WHERE status IN ('QUEUED', 'RUNNING');

CREATE TABLE operations.idempotency (
  caller      text NOT NULL,
  key         text NOT NULL,
  fingerprint text NOT NULL,
  location    text NOT NULL,
  body        text NOT NULL,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_created_at ON operations.idempotency (created_at);
