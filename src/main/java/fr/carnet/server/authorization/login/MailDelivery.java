package fr.carnet.server.authorization.login;

import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSender;
import org.springframework.mail.SimpleMailMessage;

/** Sends codes by mail. */
final class MailDelivery implements CodeDelivery {

    private final MailSender sender;
    private final String from;
    private final MessageSource texts;

    MailDelivery(MailSender sender, String from, MessageSource texts) {
        this.sender = sender;
        this.from = from;
        this.texts = texts;
    }

    @Override
    public Optional<String> address(LocalLogin login) {
        return login.email();
    }

    @Override
    public void send(String address, String text, Locale locale) {
        SimpleMailMessage mail = new SimpleMailMessage();
        mail.setFrom(from);
        mail.setTo(address);
        mail.setSubject(texts.getMessage("code.message.subject", null, locale));
        mail.setText(text);
        try {
            sender.send(mail);
        } catch (MailException e) {
            throw new UndeliveredCodeException("mail: " + e.getClass().getName());
        }
    }
}
