package jenkins;

public enum YesNoMaybe {
    MAYBE,
    NO,
    YES;
}
