-- Events between modules that have not reached a listener yet: written in the transaction that
-- publishes them, deleted once the listener is done, handed over again after a restart.
CREATE TABLE operations.event_publication (
  id                     uuid NOT NULL PRIMARY KEY,
  listener_id            text NOT NULL,
  event_type             text NOT NULL,
  serialized_event       text NOT NULL,
  publication_date       timestamptz NOT NULL,
  completion_date        timestamptz,
  status                 text,
  completion_attempts    int,
  last_resubmission_date timestamptz
);
CREATE INDEX event_publication_serialized_event_hash_idx
  ON operations.event_publication USING hash (serialized_event);
CREATE INDEX event_publication_by_completion_date_idx
  ON operations.event_publication (completion_date);
