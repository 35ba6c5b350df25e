/// The age v1 file format.
public enum Age {}
