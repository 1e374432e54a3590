// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public interface Item extends jenkins.model.FullyNamedModelObject, hudson.search.SearchableModelObject, hudson.security.AccessControlled {
    public static final hudson.security.Permission CANCEL = null;
    public static final hudson.security.Permission CONFIGURE = null;
    public static final hudson.security.Permission EXTENDED_READ = null;
}
