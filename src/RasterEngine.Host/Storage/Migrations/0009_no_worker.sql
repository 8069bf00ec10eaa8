-- Never written to: who works is told by attempts and their beats, and by Hangfire's own servers.
drop table worker;
