package hudson.triggers;

import java.util.TimerTask;
import java.util.logging.Level;
import java.util.logging.Logger;

public abstract class SafeTimerTask extends TimerTask {
    public SafeTimerTask() {}

    protected abstract void doRun() throws Exception;

    @Override
    public final void run() {
        try {
            doRun();
        } catch (Exception e) {
            Logger.getLogger(SafeTimerTask.class.getName()).log(Level.SEVERE, "Timer task " + this + " failed", e);
        }
    }
}
