package fr.carnet.server.authorization.login;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/** A way of login that brings filters of its own to the chain of the pages. */
public interface LoginWay {

    /**
     * @param http the chain
     * @throws Exception as Spring Security's configurers do
     */
    void join(HttpSecurity http) throws Exception;
}
