package fr.carnet.server.notice;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import fr.carnet.enforcement.hapi.Actors;
import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.enforcement.hapi.InternalRequest;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.server.storage.Notices;
import java.sql.Timestamp;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notices as Communications that the server writes: French, with an English translation; nobody's to change, for they have no author. */
@Component
class StoredNotices implements Notices {

    private static final String TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation";

    private final DaoRegistry daos;
    private final JdbcClient jdbc;

    StoredNotices(DaoRegistry daos, JdbcClient jdbc) {
        this.daos = daos;
        this.jdbc = jdbc;
    }

    @Override
    public Optional<String> send(Notice notice) {
        int sent = jdbc.sql("insert into carnet.notice (patient_id, kind, cause, sent_at) values (?, ?, ?, ?) on conflict do nothing")
                .params(notice.patientId(), notice.kind().code(), notice.cause(), Timestamp.from(notice.at())).update();
        if (sent == 0) {
            return Optional.empty();
        }
        String id = daos.getResourceDao(Communication.class).create(message(notice), new InternalRequest()).getId().getIdPart();
        return Optional.of("Communication/" + id);
    }

    private static Communication message(Notice notice) {
        Communication message = new Communication();
        message.setLanguage("fr");
        message.setStatus(CommunicationStatus.COMPLETED);
        message.addCategory().addCoding().setSystem(Canonical.NOTICE_KIND).setCode(notice.kind().code());
        message.setSubject(new Reference("Patient/" + notice.patientId()));
        message.addRecipient(new Reference("Patient/" + notice.patientId()));
        notice.alsoTo().forEach(actor -> message.addRecipient(Actors.reference(actor)));
        message.setSender(new Reference().setDisplay("Carnet"));
        message.setSentElement(new DateTimeType(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(notice.at().truncatedTo(ChronoUnit.SECONDS).atZone(RecordPolicy.FRANCE))));
        StringType text = new StringType(NoticeTexts.of(notice, Locale.FRENCH));
        Extension english = text.addExtension().setUrl(TRANSLATION);
        english.addExtension("lang", new CodeType("en"));
        english.addExtension("content", new StringType(NoticeTexts.of(notice, Locale.ENGLISH)));
        message.addPayload().setContent(text);
        return message;
    }
}
