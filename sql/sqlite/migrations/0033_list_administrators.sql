-- finds the administrators among many accounts
create index administrators on accounts (id) where role = 'administrator';
