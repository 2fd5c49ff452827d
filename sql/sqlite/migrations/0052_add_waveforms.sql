-- of a recorded voice message: its length in seconds, and how loud it is, as the page that recorded it says; null: another file
alter table files add column waveform text;
