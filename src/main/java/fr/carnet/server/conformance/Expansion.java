package fr.carnet.server.conformance;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionComponent;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A value set with the codes that were asked for. */
@Component
final class Expansion {

    /** Codes of one answer when nobody says how many: FHIR leaves it to the server, and the total is always told. */
    private static final int PAGE = 1000;

    private final Terminology terminology;
    private final Clock clock;

    Expansion(Terminology terminology, Clock clock) {
        this.terminology = terminology;
        this.clock = clock;
    }

    /**
     * What is wished for.
     *
     * @param filter       words that code or a name contains
     * @param count        most codes to answer
     * @param offset       codes to leave out before
     * @param designations whether to tell all names
     * @param language     language of the displays
     */
    record Wish(@Nullable String filter, @Nullable Integer count, @Nullable Integer offset, boolean designations, @Nullable String language) {
    }

    /** @return the value set's description and the codes */
    ValueSet of(ValueSet set, Wish wish) {
        List<Term> found = terminology.terms(set).stream().filter(term -> wish.filter() == null || term.matches(wish.filter())).toList();
        ValueSet answer = set.copy();
        answer.setCompose(null);
        ValueSetExpansionComponent expansion = new ValueSetExpansionComponent();
        expansion.setIdentifier("urn:uuid:" + UUID.randomUUID()).setTimestampElement(new DateTimeType(clock.instant().toString())).setTotal(found.size());
        int offset = wish.offset() == null ? 0 : wish.offset();
        if (wish.offset() != null) {
            expansion.setOffset(offset);
        }
        said(expansion, "filter", wish.filter() == null ? null : new StringType(wish.filter()));
        said(expansion, "count", wish.count() == null ? null : new IntegerType(wish.count()));
        said(expansion, "offset", wish.offset() == null ? null : new IntegerType(offset));
        said(expansion, "includeDesignations", wish.designations() ? new BooleanType(true) : null);
        said(expansion, "displayLanguage", wish.language() == null ? null : new CodeType(wish.language()));
        found.stream().skip(offset).limit(wish.count() == null ? PAGE : wish.count()).forEach(term -> contain(expansion, term, wish));
        return answer.setExpansion(expansion);
    }

    private static void contain(ValueSetExpansionComponent expansion, Term term, Wish wish) {
        ValueSetExpansionContainsComponent contained = expansion.addContains().setSystem(term.system()).setCode(term.code()).setDisplay(term.in(wish.language()));
        if (wish.designations()) {
            term.names().forEach(name -> contained.addDesignation().setLanguage(name.language().isEmpty() ? null : name.language()).setValue(name.text()));
        }
    }

    private static void said(ValueSetExpansionComponent expansion, String name, @Nullable Type value) {
        if (value != null) {
            expansion.addParameter().setName(name).setValue(value);
        }
    }
}
