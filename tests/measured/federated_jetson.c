/* measured.federated-jetson: the ten runs of a measured FedAvg campaign on 11 Jetson AGX Xavier
 * (github.com/tuananhngh/FL-G5K-EnergyConsumption @ 64c26bd), rounds given. The platform was fitted
 * on the mean rounds of the same campaign (calibration/federated-jetson.md): this shows that the
 * fit holds run by run, within 3 %, not that it predicts another campaign. */
#include "../scenario.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char data[] = "../shared/measured/federated-jetson-fedavg.csv";
static const double TOLERANCE = 0.03;
enum { SKIPPED = 77 };

struct row {
    unsigned local_epochs, run, rounds;
    double time_s, clients_j, server_j; /* server NaN: lost */
};

/* "5,0,33,1856.7,305733.8,15643.3,0.7537"; an empty field is NaN */
static int parse(const char *line, struct row *row)
{
    double fields[7];
    for (int i = 0; i < 7; i++) {
        char *end;
        fields[i] = strtod(line, &end);
        if (end == line)
            fields[i] = NAN;
        if (*end != ',' && i < 6)
            return 0;
        line = end + 1;
    }
    *row = (struct row){(unsigned)fields[0], (unsigned)fields[1], (unsigned)fields[2],
                        fields[3],           fields[4],           fields[5]};
    return 1;
}

static int within(const char *what, double simulated, double measured)
{
    double error = simulated / measured - 1;
    printf("  %-8s %10.1f measured %10.1f simulated %+6.2f %%\n", what, measured, simulated,
           100 * error);
    return fabs(error) <= TOLERANCE; /* NaN fails */
}

int main(void)
{
    char line[256];
    int rows = 0, failed = 0;
    FILE *file = fopen(data, "r");
    if (!file) {
        printf("skipped: no %s (the figures of the campaign)\n", data);
        return SKIPPED;
    }
    while (fgets(line, sizeof line, file)) {
        struct row row;
        if (line[0] < '0' || line[0] > '9' || !parse(line, &row))
            continue;
        char rounds[40];
        snprintf(rounds, sizeof rounds, "server.rounds=%u", row.rounds);
        const char *const sets[] = {rounds, NULL};
        struct scenario_run run;
        scenario_run_default(&run, "platforms/jetson-cluster.xml",
                             row.local_epochs == 1 ? "deployments/jetson-fedavg.xml"
                                                   : "deployments/jetson-fedavg-5.xml",
                             sets);
        rows++;
        printf("local epochs %u, run %u, %u rounds\n", row.local_epochs, row.run, row.rounds);
        if (run.status < 0) {
            failed++;
        } else {
            failed += !within("time, s", scenario_summary(&run)->outcome->time_s, row.time_s);
            failed += !within("clients", scenario_kind_j(&run, "edge"), row.clients_j);
            if (isnan(row.server_j))
                printf("  server   lost in the campaign\n");
            else
                failed += !within("server", scenario_kind_j(&run, "server"), row.server_j);
        }
        scenario_release(&run);
    }
    fclose(file);
    printf("%d rows, %d figures outside 3 %%\n", rows, failed);
    return rows == 10 && failed == 0 ? 0 : 1;
}
