package dev.tradewind.platform.operations.internal;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connection pool, handed out only after every module's schema is up to date. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
  private static final List<String> SCHEMAS =
      List.of(
          "access",
          "operations",
          "instruments",
          "marketdata",
          "features",
          "signals",
          "research",
          "optimisation");
  private static final int POOL = 12;

  @Bean(destroyMethod = "close")
  DatabaseLock databaseLock(
      @Value("${spring.datasource.url}") String url,
      @Value("${spring.datasource.username}") String user,
      @Value("${spring.datasource.password}") String password) {
    return DatabaseLock.take(url, user, password);
  }

  @Bean
  HikariDataSource dataSource(
      DatabaseLock lock,
      @Value("${spring.datasource.url}") String url,
      @Value("${spring.datasource.username}") String user,
      @Value("${spring.datasource.password}") String password) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName("tradewind");
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    pool.setPassword(password);
    pool.setMaximumPoolSize(POOL);
    pool.setMinimumIdle(2);
    for (String schema : SCHEMAS) {
      Flyway.configure()
          .dataSource(pool)
          .schemas(schema)
          .createSchemas(true)
          .table("schema_history")
          .locations("classpath:db/migration/" + schema)
          .validateMigrationNaming(true)
          .load()
          .migrate();
    }
    return pool;
  }
}
