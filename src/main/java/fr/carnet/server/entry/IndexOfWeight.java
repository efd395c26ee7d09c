package fr.carnet.server.entry;

import fr.carnet.enforcement.hapi.Canonical;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;

/** The body mass index of a weight: kilograms by the square of the height in metres, one decimal. */
final class IndexOfWeight {

    static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category";
    static final String SYSTEM = Canonical.LOINC;

    private static final String UCUM = "http://unitsofmeasure.org";
    private static final BigDecimal CENTIMETRES_SQUARED = BigDecimal.valueOf(10_000);
    private static final Set<ObservationStatus> VALID = Set.of(ObservationStatus.FINAL, ObservationStatus.AMENDED, ObservationStatus.CORRECTED);

    private final List<Taken> heights;

    /** A valid measure. */
    private record Taken(Observation measure, DateTimeType at, BigDecimal value) {
    }

    /** @param heights heights of the record that the caller may see */
    IndexOfWeight(List<Observation> heights) {
        this.heights = heights.stream().flatMap(height -> taken(height, "cm").stream()).filter(height -> height.value().signum() > 0)
                .sorted(Comparator.comparing((Taken height) -> height.at().getValue()).thenComparing(height -> height.measure().getIdElement().getIdPart())).toList();
    }

    /** @return the index of a weight; empty without a valid value, or without a height taken until then */
    Optional<Observation> of(Observation measured) {
        return taken(measured, "kg").flatMap(weight -> heights.stream().filter(height -> height.at().before(end(weight.at())))
                .reduce((earlier, later) -> later).map(height -> index(weight, height)));
    }

    private static Observation index(Taken weight, Taken height) {
        Observation index = new Observation();
        index.setId("Observation/bmi-" + weight.measure().getIdElement().getIdPart());
        index.getMeta().setLastUpdatedElement(Stream.of(weight, height).map(taken -> taken.measure().getMeta().getLastUpdatedElement())
                .max(Comparator.comparing(InstantType::getValue)).orElseThrow().copy());
        index.getMeta().addTag(Canonical.MEASURE_ORIGIN, "computed", "Calculé par le serveur");
        index.setStatus(ObservationStatus.FINAL);
        index.addCategory().addCoding().setSystem(CATEGORY).setCode("vital-signs");
        index.getCode().addCoding().setSystem(SYSTEM).setCode(MeasureCodes.BODY_MASS_INDEX).setDisplay("Body mass index (BMI) [Ratio]");
        index.setSubject(weight.measure().getSubject().copy()).setEffective(weight.at().copy());
        BigDecimal value = weight.value().multiply(CENTIMETRES_SQUARED).divide(height.value().pow(2), 1, RoundingMode.HALF_UP);
        index.setValue(new Quantity().setValue(value).setUnit("kg/m2").setSystem(UCUM).setCode("kg/m2"));
        Stream.of(weight, height).forEach(taken -> index.addDerivedFrom(new Reference("Observation/" + taken.measure().getIdElement().getIdPart())));
        return index;
    }

    private static Optional<Taken> taken(Observation measure, String unit) {
        boolean valid = VALID.contains(measure.getStatus()) && measure.hasValueQuantity() && measure.getValueQuantity().hasValue()
                && unit.equals(measure.getValueQuantity().getCode());
        return at(measure).filter(at -> valid).map(at -> new Taken(measure, at, measure.getValueQuantity().getValue()));
    }

    private static Optional<DateTimeType> at(Observation measure) {
        Optional<DateTimeType> at = measure.getEffective() instanceof DateTimeType date ? Optional.of(date)
                : measure.getEffective() instanceof Period period ? Optional.ofNullable(period.getStartElement()) : Optional.empty();
        return at.filter(DateTimeType::hasValue);
    }

    /** A weight of a day, without the hour, was taken by the end of it. */
    private static DateTimeType end(DateTimeType at) {
        DateTimeType end = at.copy();
        end.add(end.getPrecision().getCalendarConstant(), 1);
        return end;
    }
}
