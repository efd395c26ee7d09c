package fr.carnet.enforcement.consent;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.support.Cast;
import fr.carnet.enforcement.support.SpecTable;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** S4.3 and S5: who gives or ends which choice. */
class SharingRightTableTest {

    @TestFactory
    Stream<DynamicTest> sharingRight() {
        return SpecTable.tests("sharing-right", SharingRightTableTest::check);
    }

    @Test
    @DisplayName("S4.3 a professional is himself and the structure that he acts for, and nobody else is anybody")
    void self() {
        assertThat(SharingRight.isSelf(Cast.caller("doctor 10"), Cast.PROFESSIONAL)).isTrue();
        assertThat(SharingRight.isSelf(Cast.caller("doctor 10"), Cast.STRUCTURE)).isTrue();
        assertThat(SharingRight.isSelf(Cast.caller("doctor 10"), Cast.COLLEAGUE)).isFalse();
        assertThat(SharingRight.isSelf(Cast.caller("doctor 10"), ActorId.structure(Cast.PROFESSIONAL.value()))).isFalse();
        assertThat(SharingRight.isSelf(Cast.caller("doctor 10 alone"), Cast.STRUCTURE)).isFalse();
        assertThat(SharingRight.isSelf(Cast.caller("structure"), Cast.STRUCTURE)).isFalse();
    }

    private static void check(CSVRecord row) {
        boolean may = SharingRight.mayManage(Cast.caller(row.get("caller")), SharingRight.Choice.valueOf(row.get("choice")), "yes".equals(row.get("self")),
                "yes".equals(row.get("manages")));
        assertThat(may ? "yes" : "no").as(row.get("because")).isEqualTo(row.get("expect"));
    }
}
