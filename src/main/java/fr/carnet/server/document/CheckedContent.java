package fr.carnet.server.document;

/**
 * A document's content as it will be stored.
 *
 * @param id      id under which it is fetched
 * @param address type of the resource that it is fetched as: {@code Binary}, or {@code Bundle} for a FHIR document sent as a resource
 * @param bytes   the document
 * @param sha1    their SHA-1
 */
record CheckedContent(String id, String address, byte[] bytes, byte[] sha1) {

    /** @return relative URL, as in {@code attachment.url} */
    String url() {
        return address + "/" + id;
    }
}
