-- The place where results are written was full or read-only: not before this time is it tried again, and no failure is counted.
alter table scan add column try_after timestamptz;
alter table shard add column try_after timestamptz;
