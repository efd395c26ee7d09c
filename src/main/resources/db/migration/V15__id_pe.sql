-- A service's own identifier of the patient (idPe), as it gave it when it was paired. One such identifier never stands for two patients of one service.
alter table pairing add column id_pe text;
create index pairing_id_pe on pairing (client_id, id_pe) where id_pe is not null and ended is null;
