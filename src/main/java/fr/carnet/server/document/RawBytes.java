package fr.carnet.server.document;

import org.hl7.fhir.r4.model.Base64BinaryType;

/** Bytes that leave as they are: their base64, which HAPI makes of every value at once and which nobody asked for, is never made. */
final class RawBytes extends Base64BinaryType {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final byte[] bytes;

    RawBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public byte[] getValue() {
        return bytes;
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public boolean hasValue() {
        return true;
    }

    @Override
    public String getValueAsString() {
        throw new IllegalStateException("bytes that leave as they are, asked for as base64");
    }
}
