package dev.tradewind.platform.operations.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/** The pages: files with a hash in their name are kept by browsers, all others are asked for. */
@Configuration(proxyBeanMethods = false)
class PagesConfiguration implements WebMvcConfigurer {
  private static final String PAGES = "classpath:/META-INF/resources/";

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations(PAGES + "assets/")
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    registry
        .addResourceHandler("/**")
        .addResourceLocations(PAGES)
        .setCacheControl(CacheControl.noCache())
        .resourceChain(false)
        .addResolver(new PageResolver());
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/").setViewName("forward:/index.html");
  }

  /** Gives the one page for every address that a browser may have bookmarked. */
  private static final class PageResolver extends PathResourceResolver {
    @Override
    protected @Nullable Resource resolveResourceInternal(
        @Nullable HttpServletRequest request,
        String path,
        List<? extends Resource> locations,
        ResourceResolverChain chain) {
      Resource found = super.resolveResourceInternal(request, path, locations, chain);
      if (found != null || request == null || !isPage(path, request.getHeader("Accept"))) {
        return found;
      }
      return super.resolveResourceInternal(request, "index.html", locations, chain);
    }

    private static boolean isPage(String path, @Nullable String accept) {
      boolean file = path.substring(path.lastIndexOf('/') + 1).contains(".");
      boolean html = accept != null && accept.contains("text/html");
      return html && !file && !path.startsWith("api/") && !path.startsWith("actuator/");
    }
  }
}
