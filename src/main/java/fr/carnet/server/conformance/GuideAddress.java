package fr.carnet.server.conformance;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The implementation guide at {@code /ig/}: static pages made at build time, for anybody. */
@Configuration(proxyBeanMethods = false)
class GuideAddress implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/ig", "/ig/");
        registry.addViewController("/ig/").setViewName("forward:/ig/index.html");
    }
}
