/** A blood glucose, whoever's. */
export const measure = {
  resourceType: 'Observation',
  // Fasting: a blood glucose says when it was taken.
  extension: [{
    url: 'https://interop.esante.gouv.fr/ig/fhir/mesures/StructureDefinition/mesures-moment-of-measurement',
    valueCodeableConcept: { coding: [{ system: 'http://loinc.org', code: '53049-3' }] },
  }],
  status: 'final',
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] }],
  code: { coding: [{ system: 'http://loinc.org', code: '2345-7' }] },
  effectiveDateTime: '2026-11-19T08:00:00+01:00',
  valueQuantity: { value: 104, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' },
};
