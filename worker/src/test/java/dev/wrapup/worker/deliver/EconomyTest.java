package dev.wrapup.worker.deliver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class EconomyTest {
    interface L {
        double lag(RandomGenerator r, double progress);
    }

    static double ln(RandomGenerator r, double m, double s) {
        return m * Math.exp(s * r.nextGaussian());
    }

    @Test
    void explore() {
        Map<String, L> ps = new LinkedHashMap<>();
        for (double s : new double[] {.5, .8}) {
            ps.put("fast .7 " + s, (r, x) -> ln(r, .7, s));
            ps.put("slow 3 " + s, (r, x) -> ln(r, 3, s));
            ps.put("x10 .3-3 " + s, (r, x) -> ln(r, x < .5 ? .3 : 3, s));
            ps.put("x10 .7-7 " + s, (r, x) -> ln(r, x < .5 ? .7 : 7, s));
            ps.put("/10 3-.3 " + s, (r, x) -> ln(r, x < .5 ? 3 : .3, s));
            ps.put("/10 7-.7 " + s, (r, x) -> ln(r, x < .5 ? 7 : .7, s));
        }
        ps.put("bi .5/8 .7", (r, x) -> r.nextDouble() < .7 ? ln(r, .5, .5) : ln(r, 8, .5));
        ps.put("bi .3/3 .5", (r, x) -> r.nextDouble() < .5 ? ln(r, .3, .3) : ln(r, 3, .3));
        ps.put("bi .4/4 .7", (r, x) -> r.nextDouble() < .7 ? ln(r, .4, .4) : ln(r, 4, .4));
        ps.put("bi .7/20 .8", (r, x) -> r.nextDouble() < .8 ? ln(r, .7, .5) : ln(r, 20, .5));
        ps.put("minute 60 .8", (r, x) -> ln(r, 60, .8));
        ps.put("tiny .15 .5", (r, x) -> ln(r, .15, .5));
        int seeds = Integer.getInteger("seeds", 6);
        ps.forEach((name, l) -> {
            double few = 0, p = 0, c = 0, bc = 0, d = 0, minFew = 9, maxP = 0, maxC = 0, fp = 0, bp = 0, fm = 0, bm = 0;
            for (int seed = 0; seed < seeds; seed++) {
                Random r = new Random(seed);
                List<Duration> lags = new ArrayList<>();
                for (int i = 0; i < 2000; i++) {
                    lags.add(Duration.ofNanos(r.nextDouble() < .15 ? (long) (1e9 * l.lag(r, i / 2000.0)) : 0));
                }
                LateDeliveries.Sum b = LateDeliveries.of(lags, Optional.empty(), true, seed + 1000);
                LateDeliveries.Sum f = LateDeliveries.of(lags, Optional.of(new Forecast()), true, seed + 1000);
                LateDeliveries.Sum fd = LateDeliveries.of(lags, Optional.of(new Forecast()), false, seed + 1000);
                double fewer = 1 - f.inVain() / b.inVain(), pp = f.p95() / b.p95();
                few += fewer / seeds;
                p += pp / seeds;
                c += f.calls() / seeds;
                bc += b.calls() / seeds;
                d += fd.calls() / seeds;
                minFew = Math.min(minFew, fewer);
                maxP = Math.max(maxP, pp);
                maxC = Math.max(maxC, f.calls());
                fp += f.p95() / seeds;
                bp += b.p95() / seeds;
                fm += f.mean() / seeds;
                bm += b.mean() / seeds;
            }
            System.out.printf(
                    "%-14s fewer %4.1f%% (min %4.1f) p95 x%.2f (max %.2f; %.2f vs %.2f) mean %.3f vs %.3f calls %.3f (max %.3f, bo %.3f) in-doubt %.3f%n",
                    name, few * 100, minFew * 100, p, maxP, fp, bp, fm, bm, c, maxC, bc, d);
        });
    }
}
