package fr.carnet.server.storage;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bytes of documents, in the same database and transaction as their DocumentReference (ADR 0002). */
@Component
public class DocumentContents {

    private final JdbcClient jdbc;

    DocumentContents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param id          id under which it is fetched
     * @param address     type of the resource that it is fetched as: {@code Binary} or {@code Bundle}
     * @param documentId  id of the DocumentReference it belongs to
     * @param contentType media type
     * @param sha1        SHA-1 of the bytes
     * @param bytes       the document
     */
    public record Content(String id, String address, String documentId, String contentType, byte[] sha1, byte[] bytes) {
    }

    /**
     * @param address type of the resource that it is fetched as
     * @param id      its id; whether the caller may have it was decided before
     */
    public Optional<Content> find(String address, String id) {
        return jdbc.sql("select content_id, address, document_id, content_type, sha1, bytes from carnet.document_content where content_id = ? and address = ?")
                .params(id, address)
                .query((row, n) -> new Content(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getBytes(5), row.getBytes(6)))
                .optional();
    }
}
