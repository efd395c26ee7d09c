package fr.carnet.server.validation;

import ca.uhn.fhir.context.support.IValidationSupport;

/** Port: every definition that resources are validated against, and the code systems behind their bindings. */
public interface Definitions {

    /** @return R4's own definitions, this project's, and those of the operator's packages; nothing is fetched from anywhere */
    IValidationSupport support();
}
