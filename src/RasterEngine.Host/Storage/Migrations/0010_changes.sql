-- What changed last, for lists that are shown live.
create index scan_changed on scan (tenant, updated desc);
