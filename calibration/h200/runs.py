"""Whole trainings, each a process of its own: start, epochs, evaluations; into $OUT: campaign.csv and power.csv.

   OUT=FOLDER python3 runs.py SECONDS             seconds: no run starts in the last 40; 300 made the files that ship"""
import csv, datetime, os, random, subprocess, sys, time
def stamp(): return datetime.datetime.now().strftime("%Y/%m/%d %H:%M:%S.%f")[:-3]
if sys.argv[1] == "run":
    epochs, every = int(sys.argv[2]), int(sys.argv[3])
    import torch, torch.nn as nn, torchvision
    m = torchvision.models.resnet18(num_classes=10); m.conv1 = nn.Conv2d(3, 64, 3, 1, 1, bias=False); m.maxpool = nn.Identity()
    m = m.cuda().to(memory_format=torch.channels_last); opt = torch.optim.SGD(m.parameters(), 0.01, 0.9); B = 1024
    data = torch.randn(50000, 3, 32, 32).cuda().to(memory_format=torch.channels_last); label = torch.randint(10, (50000,)).cuda()
    torch.cuda.synchronize(); print("trains", stamp(), flush=True); busy = 0.0
    for e in range(epochs):
        t = time.perf_counter(); m.train(); p = torch.randperm(50000, device="cuda")
        for i in range(0, 50000 - B + 1, B):
            x, y = data[p[i:i + B]], label[p[i:i + B]]
            with torch.autocast("cuda", torch.bfloat16): l = nn.functional.cross_entropy(m(x), y)
            opt.zero_grad(set_to_none=True); l.backward(); opt.step()
        torch.cuda.synchronize(); busy += time.perf_counter() - t
        if (e + 1) % every == 0:
            t = time.perf_counter(); m.eval()
            with torch.no_grad(), torch.autocast("cuda", torch.bfloat16):
                for i in range(0, 50000, 1000): m(data[i:i + 1000]).argmax(1)
            torch.cuda.synchronize(); print("evaluated", stamp(), time.perf_counter() - t, flush=True)
    print("rate", epochs * (50000 // B * B) / busy, flush=True); sys.exit()
import pynvml
pynvml.nvmlInit(); h = pynvml.nvmlDeviceGetHandleByIndex(0); out = os.environ["OUT"]; t0 = time.time()
log = open(out + "/power.csv", "w")
smi = subprocess.Popen(["nvidia-smi", "--query-gpu=timestamp,index,power.draw,utilization.gpu,memory.used", "--format=csv", "-lms", "200"], stdout=log)
w = csv.writer(open(out + "/campaign.csv", "w")); w.writerow("run begin end epochs evaluations time_s energy_j throughput evaluation_s".split())
plan = [(e, v) for e in (8, 16, 24, 32) for v in (1, 2, 4)]; random.Random(5).shuffle(plan)
for n, (e, v) in enumerate([(2, 1)] + plan):
    if time.time() - t0 > float(sys.argv[1]) - 40: break
    b = stamp(); j = pynvml.nvmlDeviceGetTotalEnergyConsumption(h); t = time.perf_counter()
    r = subprocess.run([sys.executable, __file__, "run", str(e), str(v)], capture_output=True, text=True)
    dt = time.perf_counter() - t; dj = (pynvml.nvmlDeviceGetTotalEnergyConsumption(h) - j) / 1000
    lines = r.stdout.split("\n"); ev = [float(l.split()[-1]) for l in lines if l.startswith("evaluated")]
    rate = [float(l.split()[1]) for l in lines if l.startswith("rate")]
    if r.returncode: print(r.stderr[-2000:])
    w.writerow([n, b, stamp(), e, len(ev), f"{dt:.3f}", f"{dj:.1f}", f"{rate[0]:.1f}" if rate else "", f"{sum(ev)/len(ev):.4f}" if ev else ""])
    print(n, e, len(ev), f"{dt:.2f} s {dj:.0f} J", rate, flush=True)
    time.sleep(2)
smi.terminate(); smi.wait()
