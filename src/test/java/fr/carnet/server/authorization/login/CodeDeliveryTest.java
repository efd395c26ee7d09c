package fr.carnet.server.authorization.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import fr.carnet.server.config.LoginSettings;
import fr.carnet.server.config.LoginSettings.Delivery;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.MessageSource;
import org.springframework.mail.MailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The ways of a one-time code; that by SMS is taken by every other test of login. */
class CodeDeliveryTest {

    private final LoginWiring wiring = new LoginWiring();
    private final MessageSource texts = wiring.messageSource();
    private final LocalLogin camille = new LocalLogin(new Account("a", "s", "v", "Camille"), "", Optional.of("camille@example.org"), Optional.of("+33600000001"));

    @Test
    @DisplayName("By mail, in the language of the page, to the address of the account; a server that is away is an error without the address")
    void mail() throws MessagingException {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(server.getSmtp().getPort());
        CodeDelivery delivery = delivery(Delivery.SMTP, "", sender);
        try {
            delivery.send(delivery.address(camille).orElseThrow(), "123456", Locale.ENGLISH);
            MimeMessage[] received = server.getReceivedMessages();
            assertThat(received).hasSize(1);
            assertThat(received[0].getSubject()).isEqualTo("Your login code");
            assertThat(received[0].getAllRecipients()[0]).hasToString("camille@example.org");
            assertThat(received[0].getFrom()[0]).hasToString("carnet@example.org");
            assertThat(GreenMailUtil.getBody(received[0])).contains("123456");
        } finally {
            server.stop();
        }
        assertThatThrownBy(() -> delivery.send("camille@example.org", "123456", Locale.FRENCH)).isInstanceOf(UndeliveredCodeException.class)
                .hasMessageNotContainingAny("camille", "123456");
    }

    @Test
    @DisplayName("By SMS a gateway that refuses or is away is an error without number and code")
    void sms() {
        CodeDelivery delivery = delivery(Delivery.SMS, "http://127.0.0.1:9/sms", null);
        assertThat(delivery.address(camille)).contains("+33600000001");
        assertThatThrownBy(() -> delivery.send("+33600000001", "123456", Locale.FRENCH)).isInstanceOf(UndeliveredCodeException.class).hasMessageNotContainingAny("336", "123456");
    }

    @Test
    @DisplayName("By none, nobody is reached")
    void none() {
        assertThat(delivery(Delivery.NONE, "", null).address(camille)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"camille.martin@example.org, c•••@example.org", "+33612345642, •• •• •• •• 42", "0612345642, •• •• •• •• 42"})
    @DisplayName("Where it went is said so that its owner alone knows")
    void masked(String address, String shown) {
        assertThat(MaskedAddress.of(address)).isEqualTo(shown);
    }

    private CodeDelivery delivery(Delivery way, String gateway, MailSender sender) {
        LoginSettings settings = new LoginSettings(way, "", 30, Duration.ofHours(8), "carnet@example.org", new LoginSettings.Sms(gateway, ""), List.of());
        StaticListableBeanFactory beans = new StaticListableBeanFactory(sender == null ? Map.of() : Map.of("sender", sender));
        return wiring.codeDelivery(settings, beans.getBeanProvider(MailSender.class), texts);
    }
}
