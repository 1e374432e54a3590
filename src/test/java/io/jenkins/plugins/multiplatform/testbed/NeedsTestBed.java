package io.jenkins.plugins.multiplatform.testbed;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks tests that talk to the real engines and registries of {@code bin/testbed}. Without a test bed they are skipped
 * with one printed count, or fail where {@code -Dmpb.testbed=required} is given (as {@code bin/test} does).
 */
@Inherited
@Tag("engine")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TestBedExtension.class)
public @interface NeedsTestBed {}
