package fr.carnet.server.storage;

/** Marks the provider of the CapabilityStatement: there is one, and it stands in the place of the one that HAPI would generate. */
public interface OfferedStatement {
}
