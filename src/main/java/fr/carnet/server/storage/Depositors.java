package fr.carnet.server.storage;

import fr.carnet.enforcement.policy.AclToken;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who has deposited something in a record: gives the author's ground at the gate. */
@Component
public class Depositors {

    private final JdbcClient jdbc;

    Depositors(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Remembers the authors of what is deposited in this transaction. */
    public void add(String patientId, Set<AclToken> authors) {
        jdbc.sql("insert into carnet.record_depositor (patient_id, author) select ?, author from unnest(?) as author on conflict do nothing")
                .params(patientId, authors.stream().map(AclToken::value).toArray(String[]::new)).update();
    }
}
