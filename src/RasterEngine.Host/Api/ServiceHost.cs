using System.Net;
using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using RasterEngine.Host.Jobs;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>The service put together: HTTP face, workers, or both, over one database.</summary>
internal static class ServiceHost
{
    private const long LargestBody = 1 << 20;

    /// <param name="database">Migrated.</param>
    /// <param name="folders">Data and archives.</param>
    /// <param name="urls">Addresses to listen on; null for workers alone.</param>
    /// <param name="workers">Scans at once in this process; 0 for the HTTP face alone.</param>
    /// <param name="limits">What a child may take.</param>
    /// <param name="sandbox">Put around children.</param>
    public static WebApplication Build(Database database, ServiceFolders folders, string? urls, int workers, ChildLimits limits, Sandbox sandbox)
    {
        JobTypes.Restrict();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        AddLog(builder.Logging);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("RasterEngine", LogLevel.Information);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxConcurrentConnections = 1000;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
            kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
        });
        builder.WebHost.UseUrls(urls ?? "http://127.0.0.1:0");
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(9));
        AddShared(builder.Services, database, folders);
        builder.Services.AddSingleton(limits).AddSingleton(sandbox);
        AddHangfire(builder.Services, database, workers);
        builder.Services.AddSingleton(PageSettings.Of(builder.Configuration));
        AddAccess(builder.Services, AccessSettings.Of(builder.Configuration), isServing: urls is not null);
        ApiDocument.Add(builder.Services);
        AddTelemetry(builder.Services);

        WebApplication app = builder.Build();
        if (urls is not null)
        {
            AccessSettings settings = app.Services.GetRequiredService<AccessSettings>();
            if (settings.Proxies.Count > 0)
            {
                app.UseForwardedHeaders();
            }

            app.Use(SecurityHeaders.Add);
            app.Use(ApiDocument.NameMediaType);
            app.UseExceptionHandler(handler => handler.Run(Fail));
            app.UseStatusCodePages(page => Problem.Plain(page.HttpContext).ExecuteAsync(page.HttpContext));
            OtherOrigins.Use(app, settings);
            PageRoutes.Use(app);
            app.UseAuthentication();
            app.UseRateLimiter();
            app.UseAuthorization();
            LandingRoutes.Map(app);
            SchemaRoutes.Map(app);
            EstimateRoutes.Map(app);
            StacRoutes.Map(app);
            ApiDocument.Map(app);
            HealthRoutes.Map(app);
            SessionRoutes.Map(app);
            ProcessRoutes.Map(app);
            JobRoutes.Map(app);
            EventRoutes.Map(app);
            CallbackRoutes.Map(app);
            LinkRoutes.Map(app);
            ScheduleRoutes.Map(app);
            PageRoutes.Map(app);
            AskedRoutes.Map(app);
            SampleRoutes.Map(app);
            SampleEstimateRoutes.Map(app);
            PointRoutes.Map(app);
            TileRoutes.Map(app);
            app.MapPrometheusScrapingEndpoint("/metrics").RequireAuthorization(Roles.Operator);
            app.MapHangfireDashboardWithAuthorizationPolicy(Roles.Operator, "/ops/hangfire", new DashboardOptions { AppPath = null, DisplayStorageConnectionString = false, IsReadOnlyFunc = _ => true });
        }

        return app;
    }

    // Every line of a scan's work carries its id, as a field of JSON or in words.
    private static void AddLog(ILoggingBuilder logging)
    {
        if (Environment.GetEnvironmentVariable("RASTERENGINE_LOG") == "json")
        {
            logging.AddJsonConsole(json => (json.IncludeScopes, json.UseUtcTimestamp, json.TimestampFormat) = (true, true, "yyyy-MM-ddTHH:mm:ss.fffZ"));
        }
        else
        {
            logging.AddSimpleConsole(text => text.IncludeScopes = true);
        }
    }

    private static void AddShared(IServiceCollection services, Database database, ServiceFolders folders)
    {
        services.AddSingleton(database).AddSingleton(folders).AddSingleton(ServiceSettings.OfEnvironment());
        services.AddSingleton<ScanTable>().AddSingleton<WorkTable>().AddSingleton<ShardTable>().AddSingleton<KeyTable>().AddSingleton<ScheduleTable>().AddSingleton<SlotTable>().AddSingleton<NormalTurn>().AddSingleton<CatalogueTable>().AddSingleton<UsageTable>().AddSingleton<ScanLookups>().AddSingleton<EstimateRows>();
        services.AddSingleton<ArchiveIndex>().AddSingleton<SceneSelector>().AddSingleton<ScanChild>().AddSingleton<AcceptedResult>().AddSingleton<Attempts>().AddSingleton<ScanRunner>().AddSingleton<ShardRunner>().AddSingleton<ServiceMeters>();
        services.AddSingleton<SampleTable>().AddSingleton<SampleEstimates>().AddSingleton<SampleDrawing>().AddSingleton<PixelReading>().AddSingleton<LayerChildren>().AddSingleton<TileDrawing>().AddSingleton<PackageWriting>();
    }

    private static void AddHangfire(IServiceCollection services, Database database, int workers)
    {
        services.AddSingleton<JobActivator, OwnActivator>();
        services.AddHangfire(hangfire => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseRecommendedSerializerSettings()
            .UsePostgreSqlStorage(
                storage => storage.UseConnectionFactory(new SharedConnections(database.Source)),
                new PostgreSqlStorageOptions
                {
                    UseSlidingInvisibilityTimeout = true,
                    InvisibilityTimeout = TimeSpan.FromSeconds(20),
                    QueuePollInterval = TimeSpan.FromSeconds(1),
                    DistributedLockTimeout = TimeSpan.FromSeconds(20),
                    JobExpirationCheckInterval = TimeSpan.FromMinutes(10),
                }));
        if (workers == 0)
        {
            return;
        }

        // One worker takes normal work alone, so that it goes on whatever comes in as urgent.
        if (workers > 1)
        {
            services.AddHangfireServer(server => Serve(server, workers - 1, JobQueues.OfScans));
        }

        services.AddHangfireServer(server => Serve(server, 1, workers > 1 ? JobQueues.OfNormalWork : JobQueues.OfScans));
        // Messages wait for other people's servers, and scans do not wait for messages.
        services.AddHangfireServer(server => Serve(server, 2, [JobQueues.Callbacks]));
        services.AddHostedService<Dispatcher>();
    }

    private static void Serve(BackgroundJobServerOptions server, int workers, string[] queues)
    {
        server.WorkerCount = workers;
        server.Queues = queues;
        server.CancellationCheckInterval = TimeSpan.FromSeconds(1);
        server.SchedulePollingInterval = TimeSpan.FromSeconds(5);
        server.ServerTimeout = TimeSpan.FromMinutes(1);
        server.HeartbeatInterval = TimeSpan.FromSeconds(15);
        server.ServerCheckInterval = TimeSpan.FromSeconds(30);
        server.ShutdownTimeout = TimeSpan.FromSeconds(8);
    }

    private static void AddAccess(IServiceCollection services, AccessSettings settings, bool isServing)
    {
        services.AddSingleton(settings).AddSingleton(new CallbackHosts(settings.CallbackHosts)).AddSingleton<CallbackTable>().AddSingleton<SigningKeyTable>().AddSingleton<CallbackSender>();
        services.AddSingleton(new TokenAccess(settings)).AddSingleton<SignedUrls>().AddSingleton<Quota>();
        RateLimits.Add(services, settings);
        OtherOrigins.Add(services, settings);
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (string proxy in settings.Proxies)
            {
                forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
            }
        });
        services.AddSingleton(TimeProvider.System).AddSingleton<SessionTable>().AddSingleton<KnownHolders>().AddSingleton<WrongKeys>();
        if (isServing)
        {
            services.AddHostedService<KeyWatch>();
            services.AddSingleton<JobEvents>().AddHostedService(s => s.GetRequiredService<JobEvents>());
        }

        services.AddAuthentication(KeyAuthentication.SchemeName).AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null);
        services.AddAuthorization(o =>
        {
            foreach (string role in Roles.All)
            {
                o.AddPolicy(role, p => p.RequireRole(role));
            }

            // What does not say that it is open is not.
            o.FallbackPolicy = o.GetPolicy(Roles.Operator);
        });
    }

    // Where traces go is told by the standard variables (OTEL_EXPORTER_OTLP_ENDPOINT …); without them nothing is sent.
    private static void AddTelemetry(IServiceCollection services)
    {
        bool isSent = Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 };
        OpenTelemetryBuilder telemetry = services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("raster-engine"))
            .WithMetrics(m => m.AddMeter(ServiceMeters.Name, "Microsoft.AspNetCore.Hosting").AddPrometheusExporter());
        if (isSent)
        {
            // Spans that nobody is sent would cost a fifth of a status request.
            telemetry.WithTracing(t => t.AddSource(ServiceMeters.Name).AddAspNetCoreInstrumentation().AddNpgsql()).UseOtlpExporter();
        }
    }

    private static Task Fail(HttpContext http)
    {
        Exception? error = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (error is NpgsqlException or TimeoutException)
        {
            http.Response.Headers.RetryAfter = "5";
            return Problem.Of(503, "about:blank", "Database away", "The service's database does not answer; nothing is lost, try again in a few seconds.").ExecuteAsync(http);
        }

        return error is BadHttpRequestException bad
            ? Problem.Of(bad.StatusCode, "about:blank", "Bad request", bad.Message).ExecuteAsync(http)
            : Problem.Of(500, "about:blank", "Fault of the service", $"The fault is in the log under {http.TraceIdentifier}.").ExecuteAsync(http);
    }

    private sealed class SharedConnections(NpgsqlDataSource source) : IConnectionFactory
    {
        public NpgsqlConnection GetOrCreateConnection() => source.CreateConnection();
    }

    private sealed class OwnActivator(ScanRunner runner, ShardRunner shards, CallbackSender sender) : JobActivator
    {
        public override object ActivateJob(Type jobType) =>
            jobType == typeof(ScanJobs) ? new ScanJobs(runner, shards)
            : jobType == typeof(CallbackJobs) ? new CallbackJobs(sender)
            : throw new InvalidOperationException($"{jobType} is not a job of ours.");
    }
}
