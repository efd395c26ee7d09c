package fr.carnet.enforcement.breakglass;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Locale;

/**
 * Identity traits that a professional types when breaking the glass (S2), compared without accents, case, hyphens, apostrophes and spaces.
 *
 * @param family    birth or used family name
 * @param given     first given name
 * @param birthDate birth date
 */
public record IdentityTraits(String family, String given, LocalDate birthDate) {

    /**
     * @param families family names on the record
     * @param givens   given names on the record
     * @param born     birth date on the record
     * @return whether all three are those of the record
     */
    public boolean match(Collection<String> families, Collection<String> givens, LocalDate born) {
        return birthDate.equals(born) && contains(families, family) && contains(givens, given);
    }

    private static boolean contains(Collection<String> names, String typed) {
        String asked = normalised(typed);
        return !asked.isEmpty() && names.stream().map(IdentityTraits::normalised).anyMatch(asked::equals);
    }

    private static String normalised(String name) {
        return Normalizer.normalize(name.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE"), Normalizer.Form.NFD)
                .replaceAll("[^\\p{L}]", "").toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "IdentityTraits[]";
    }
}
