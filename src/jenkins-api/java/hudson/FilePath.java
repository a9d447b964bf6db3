package hudson;

import hudson.model.Computer;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Works on files of this machine, enough for tests and the demo. */
public final class FilePath implements Serializable {
    private static final long serialVersionUID = 1L;
    private final File file;

    private Path path() {
        return file.toPath();
    }

    private void mkdirParent() throws IOException {
        if (file.getParentFile() != null) {
            Files.createDirectories(file.getParentFile().toPath());
        }
    }

    public FilePath(FilePath base, String relative) {
        this.file = base.path().resolve(relative).toFile();
    }

    public FilePath(File file) {
        this.file = file;
    }

    public FilePath(VirtualChannel channel, String remote) {
        this(new File(remote));
    }

    public Computer toComputer() {
        return new ThisMachine();
    }

    public FilePath child(String relative) {
        return new FilePath(this, relative);
    }

    public FilePath getParent() {
        File parent = file.getParentFile();
        return parent == null ? null : new FilePath(parent);
    }

    public String getName() {
        return file.getName();
    }

    public String getBaseName() {
        int dot = getName().lastIndexOf('.');
        return dot < 0 ? getName() : getName().substring(0, dot);
    }

    public String getRemote() {
        return file.getPath();
    }

    public boolean isRemote() {
        return false;
    }

    public boolean exists() throws IOException, InterruptedException {
        return file.exists();
    }

    public boolean isDirectory() throws IOException, InterruptedException {
        return file.isDirectory();
    }

    public boolean isDescendant(String potentialChildRelativePath) throws IOException, InterruptedException {
        Path root = path().toRealPath();
        Path child = root.resolve(potentialChildRelativePath);
        return Files.exists(child) && child.toRealPath().startsWith(root);
    }

    public long length() throws IOException, InterruptedException {
        return file.length();
    }

    public long lastModified() throws IOException, InterruptedException {
        return file.lastModified();
    }

    public int mode() throws IOException, InterruptedException {
        int mode = 0;
        for (PosixFilePermission permission : Files.getPosixFilePermissions(path())) {
            mode |= 1 << (8 - permission.ordinal());
        }
        return mode;
    }

    public void chmod(int mask) throws IOException, InterruptedException {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((mask & 1 << (8 - permission.ordinal())) != 0) {
                permissions.add(permission);
            }
        }
        Files.setPosixFilePermissions(path(), permissions);
    }

    public void mkdirs() throws IOException, InterruptedException {
        Files.createDirectories(path());
    }

    public boolean delete() throws IOException, InterruptedException {
        return Files.deleteIfExists(path());
    }

    public void deleteRecursive() throws IOException, InterruptedException {
        if (isDirectory() && !Files.isSymbolicLink(path())) {
            deleteContents();
        }
        delete();
    }

    public void deleteContents() throws IOException, InterruptedException {
        for (FilePath child : list()) {
            child.deleteRecursive();
        }
    }

    public FilePath createTempDir(String prefix, String suffix) throws IOException, InterruptedException {
        return new FilePath(
                Files.createTempDirectory(path(), prefix + "-" + suffix).toFile());
    }

    public FilePath createTempFile(String prefix, String suffix) throws IOException, InterruptedException {
        return new FilePath(Files.createTempFile(path(), prefix, suffix).toFile());
    }

    public FilePath createTextTempFile(String prefix, String suffix, String contents)
            throws IOException, InterruptedException {
        FilePath created = createTempFile(prefix, suffix);
        created.write(contents, null);
        return created;
    }

    public InputStream read() throws IOException, InterruptedException {
        return Files.newInputStream(path());
    }

    public String readToString() throws IOException, InterruptedException {
        return Files.readString(path());
    }

    public OutputStream write() throws IOException, InterruptedException {
        mkdirParent();
        return Files.newOutputStream(path());
    }

    public void write(String content, String encoding) throws IOException, InterruptedException {
        mkdirParent();
        Files.writeString(path(), content, encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding));
    }

    public void copyFrom(InputStream source) throws IOException, InterruptedException {
        mkdirParent();
        Files.copy(source, path(), StandardCopyOption.REPLACE_EXISTING);
    }

    public void copyTo(FilePath target) throws IOException, InterruptedException {
        try (InputStream in = read()) {
            target.copyFrom(in);
        }
    }

    public void copyTo(OutputStream out) throws IOException, InterruptedException {
        Files.copy(path(), out);
    }

    public List<FilePath> list() throws IOException, InterruptedException {
        List<FilePath> children = new ArrayList<>();
        File[] files = file.listFiles();
        for (File child : files == null ? new File[0] : files) {
            children.add(new FilePath(child));
        }
        return children;
    }

    public <T> T act(FilePath.FileCallable<T> callable) throws IOException, InterruptedException {
        return callable.invoke(file, null);
    }

    public URI toURI() throws IOException, InterruptedException {
        return file.toURI();
    }

    public FilePath withSuffix(String suffix) {
        return new FilePath(new File(file.getPath() + suffix));
    }

    public FilePath sibling(String relative) {
        return getParent() == null ? null : getParent().child(relative);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FilePath && ((FilePath) other).file.equals(file);
    }

    @Override
    public int hashCode() {
        return file.hashCode();
    }

    @Override
    @Deprecated
    public String toString() {
        return getRemote();
    }

    private static final class ThisMachine extends Computer {
        ThisMachine() {
            super(null);
        }

        @Override
        public String getDisplayName() {
            return "this machine";
        }

        @Override
        public VirtualChannel getChannel() {
            return new VirtualChannel() {};
        }
    }

    public interface FileCallable<T> extends Serializable {
        T invoke(File file, VirtualChannel channel) throws IOException, InterruptedException;
    }
}
