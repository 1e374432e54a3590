// Declared after the real classes by src/central/signatures. Not to be edited.
package org.kohsuke.stapler.export;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
@java.lang.annotation.Target({java.lang.annotation.ElementType.FIELD, java.lang.annotation.ElementType.METHOD})
public @interface Exported {
    boolean inline() default false;
    java.lang.String name() default "";
}
