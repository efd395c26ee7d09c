package fr.carnet.server.leak;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import fr.carnet.enforcement.compartment.GovernedTypes;
import fr.carnet.enforcement.hapi.NarrowingInterceptor;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Leaks 1 to 6: what a search answers, in which pages, and what it leaves behind for the next one. */
class SearchResultLeakTest {

    private static final List<String> TYPES = List.of("DocumentReference", "List");

    private final TestServer server = TestServer.instance();

    @Test
    @DisplayName("Leak 1: a search shows no row of a hidden document, by whatever filter one looks for it")
    void leak01_rowsOfASearch() {
        for (Twins twins : List.of(Twins.OF_A_NURSE, Twins.OF_A_HOLDER)) {
            for (String filter : List.of("", "&status=current", "&status=entered-in-error", "&status=current,superseded,entered-in-error", "&security-label=MASQUE_PS",
                    "&security-label=INVISIBLE_PATIENT", "&type=57833-6", "&date=ge2020", "&isArchived=false", "&_lastUpdated=ge2020")) {
                assertThat(twins.alike("/DocumentReference?patient={patient}" + filter).status()).as(filter).isEqualTo(200);
            }
            assertThat(twins.alike("/List?patient={patient}").status()).isEqualTo(200);
            for (Twins.Document document : twins.hidden()) {
                assertThat(twins.alike("/DocumentReference?patient={patient}&_id=" + document.id()).bundle().getTotal()).isZero();
                assertThat(twins.alike("/DocumentReference?patient={patient}&identifier=" + document.identifier()).bundle().getTotal()).isZero();
                assertThat(twins.alike("/List?patient={patient}&_id=" + document.list()).bundle().getTotal()).isZero();
            }
        }
    }

    @Test
    @DisplayName("Leak 2: totals count what one may see, however they are asked for")
    void leak02_totals() {
        for (Twins twins : List.of(Twins.OF_A_NURSE, Twins.OF_A_HOLDER)) {
            for (String shape : List.of("&_summary=count", "&_total=accurate", "&_count=0", "&_count=1", "&_count=1&_total=accurate", "&_offset=1")) {
                for (String type : TYPES) {
                    assertThat(twins.alike("/" + type + "?patient={patient}" + shape).bundle().getTotal()).as(type + shape).isEqualTo(2);
                }
            }
        }
    }

    @Test
    @DisplayName("Leak 3: every page is full but the last, and links lead to it and no further")
    void leak03_nextLinksAndShortPages() {
        for (Twins twins : List.of(Twins.OF_A_NURSE, Twins.OF_A_HOLDER)) {
            for (String type : TYPES) {
                Reply first = twins.alike("/" + type + "?patient={patient}&_count=1");
                assertThat(first.ids()).hasSize(1);
                Reply second = twins.alike("/" + type + "?patient={patient}&_count=1&_offset=1");
                assertThat(second.ids()).hasSize(1);
                assertThat(second.bundle().getLink("next")).isNull();
                assertThat(twins.alike("/" + type + "?patient={patient}&_count=1&_offset=2").ids()).isEmpty();
                assertThat(twins.alike("/" + type + "?patient={patient}&_count=2").bundle().getLink("next")).isNull();
                Reply followed = server.api().get(twins.token(), first.bundle().getLink("next").getUrl());
                assertThat(followed.ids()).isEqualTo(second.ids());
            }
        }
    }

    @Test
    @DisplayName("Leak 4: two callers who ask the same URL each get their own rows, and no search is kept for the next one")
    void leak04_reuseOfACachedSearch() {
        String path = "/DocumentReference?patient=" + Twins.OF_A_NURSE.secretive().id();
        Reply authors = server.api().get(Twins.AUTHOR_TOKEN, path);
        Reply nurses = server.api().get(Twins.NURSE_TOKEN, path);
        assertThat(authors.ids()).hasSize(4).contains(Twins.OF_A_NURSE.hiddenHere().get(0).id());
        assertThat(nurses.ids()).hasSize(2).isSubsetOf(authors.ids());
        assertThat(server.api().get(Twins.AUTHOR_TOKEN, path).ids()).isEqualTo(authors.ids());
        assertThat(server.bean(JpaStorageSettings.class).getReuseCachedSearchResultsForMillis()).isNull();
        assertThat(new NarrowingInterceptor(GovernedTypes.load()).neverFromCache()).isFalse();
        assertNoSearchIsKept();
    }

    @Test
    @DisplayName("Leak 5: a page link is no key: it is judged anew for whoever follows it, and HAPI's page ids are refused")
    void leak05_pageLinks() {
        Records.Opened record = Twins.OF_A_NURSE.secretive();
        Bundle first = server.api().get(Twins.AUTHOR_TOKEN, "/DocumentReference?_count=1&patient=" + record.id()).bundle();
        String next = first.getLink("next").getUrl();
        assertThat(next).contains("_offset=1").doesNotContain("_getpages");
        assertThat(server.api().get(Twins.NURSE_TOKEN, next).bundle().getTotal()).isEqualTo(2);
        String stranger = server.tokens().doctor("810000002033");
        Seen refused = Seen.of(server.api().get(stranger, "/DocumentReference?patient=" + UUID.randomUUID()));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(Seen.of(server.api().get(stranger, next))).isEqualTo(refused);
        for (String token : List.of(Twins.AUTHOR_TOKEN, stranger)) {
            Refusals.assertWellFormed(Call.get(token, "?_getpages=" + UUID.randomUUID() + "&_getpagesoffset=0&_count=1&_bundletype=searchset").send(), 400, "invalid-request");
        }
        assertNoSearchIsKept();
    }

    @Test
    @DisplayName("Leak 6: no header tells that somebody asked the same before")
    void leak06_cacheHeader() {
        String path = "/DocumentReference?status=current&patient=" + Twins.OF_A_NURSE.secretive().id();
        Reply cold = server.api().get(Twins.NURSE_TOKEN, path);
        server.api().get(Twins.AUTHOR_TOKEN, path);
        Reply warm = server.api().get(Twins.NURSE_TOKEN, path);
        for (Reply reply : List.of(cold, warm)) {
            assertThat(reply.headers().map().keySet()).noneMatch(name -> name.equalsIgnoreCase("X-Cache") || name.equalsIgnoreCase("Age"));
            assertThat(reply.header("Cache-Control")).isEqualTo("private, no-store");
        }
        // The second in which a bundle was made is its own: it says nothing of who asked before.
        assertThat(withoutTime(warm)).isEqualTo(withoutTime(cold)).isNotEmpty();
    }

    private static Map<String, List<String>> withoutTime(Reply reply) {
        Map<String, List<String>> headers = new HashMap<>(Seen.of(reply).headers());
        headers.remove("last-modified");
        return headers;
    }

    private void assertNoSearchIsKept() {
        for (String table : List.of("hfj_search", "hfj_search_result", "hfj_search_include")) {
            assertThat(server.database().sql("select count(*) from " + table).query(Long.class).single()).as(table).isZero();
        }
    }
}
