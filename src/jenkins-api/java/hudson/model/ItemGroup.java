package hudson.model;

import java.io.File;
import java.io.IOException;
import java.util.Collection;
import jenkins.model.FullyNamed;
import jenkins.model.FullyNamedModelObject;
import org.springframework.security.access.AccessDeniedException;

public interface ItemGroup<T extends Item> extends FullyNamed, FullyNamedModelObject, PersistenceRoot {
    Collection<T> getItems();

    T getItem(String text) throws AccessDeniedException;

    String getUrl();

    String getUrlChildPrefix();

    File getRootDirFor(T value);

    void onDeleted(T value) throws IOException;

    default void onRenamed(T value, String text, String text2) throws IOException {}
}
